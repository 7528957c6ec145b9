"""The command that sends the digest of the day by hand: notify."""

import click

from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import syncing, workspace


@click.command("notify")
@syncing
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
def notify_command(no_sync: bool, dry_run: bool) -> None:
    """Send the digest of the day now.

    It tells what is due, what is overdue, what was proposed since the last one, and how many decisions the notes do
    not hold any more.
    With `[notify] at = "08:30"` in the settings the daemon sends it by itself, once a day. It goes to the desktop
    (pip install 'vaultsync[notify]'), or to a program: command = ["mail", "-s", "{title}", "ana"], text on its input.
    The program is run once `vaultsync approve` has shown it and you have agreed.
    What is sent by hand does not count: the daemon's digest still comes.

    In a service of systemd a program has no network. One that mails has it with these words before it:

    \b
      "systemd-run", "--user", "--pipe", "--wait"

    \b
    Examples:
      vaultsync notify --dry-run
      vaultsync notify
    """
    from vaultsync.faces.daemon.notifying import Notifier

    here = workspace()
    app = app_in(here, no_sync=no_sync)
    notifier = Notifier(here)
    notice = notifier.notice(app)
    if not notice.text:
        click.echo("Nothing is due, overdue, newly proposed or lost: nothing is sent.")
    elif dry_run:
        click.echo(f"{notice.title}\n\n{notice.text}")
    else:
        notifier.deliver(notice)
        click.echo(f"Sent: {notice.title}.")
