"""Completion in bash, whose script hands what is offered to the shell as it would have to be typed."""

from typing import ClassVar

from click.shell_completion import BashComplete

# In an open quotation a blank stands for itself; elsewhere `%q` writes what the shell would take apart.
_SOURCE = r"""
%(complete_func)s() {
    local IFS=$'\n'
    local response type value

    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete $1)

    while IFS=',' read -r type value; do
        if [[ $type == 'dir' ]]; then
            COMPREPLY=()
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            COMPREPLY=()
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* ]] || printf -v value '%%q' "$value"
            COMPREPLY+=("$value")
        fi
    done <<< "$response"

    return 0
}

%(complete_func)s_setup() {
    complete -o nosort -F %(complete_func)s %(prog_name)s
}

%(complete_func)s_setup;
"""


class Bash(BashComplete):
    """Click's completion for bash, but for names of several words."""

    source_template: ClassVar[str] = _SOURCE
