"""The verbs of action items, and what they ask for: apart from the other words, since only reading a title needs them.

Written by hand, as `lexicon` is.
"""

from typing import Final

_VERBS: Final = """
    send: send share provide forward circulate email mail distribute deliver give pass supply hand submit upload
        transmit resend dispatch post attach put file hand_in hand_over turn_in pass_on send_out send_round
    schedule: schedule set_up book arrange organise plan_meeting reserve block fix_date find_date line_up
        calendar reschedule fix_time find_time plan set_date set_time agree_date agree_on_date agree_time
        make_appointment find_appointment fix_appointment agree_appointment agree_on_appointment find_slot
        agree_slot propose_date propose_dates offer_dates find_day agree_day set_meeting hold_meeting
    review: review read go_through go_over read_through check_over proofread assess look_over look_through
        evaluate study inspect examine look_at analyse audit have_look take_look give_feedback comment
        comment_on
    confirm: confirm verify check validate double-check ensure make_sure ascertain
    clarify: clarify find_out determine pin_down work_out figure_out establish identify enquire inquire
        ascertain learn
    ask: ask request solicit apply query ask_for get obtain acquire get_quote get_quotes invite_quotes seek
        enquire inquire
    decide: decide choose select pick make_decision take_decision settle_on agree_on agree define conclude
        determine settle decide_on
    draft: draft prepare write write_up put_together create compile outline sketch develop produce author
        compose summarise document build construct make design formulate draw_up make_draft
    collect: collect gather consolidate assemble compile list take_stock stock-take inventory pull_together
        make_list draw_up_list write_list
    discuss: discuss talk raise bring_up speak debate address escalate flag cover
    attend: attend join participate come take_part visit go_to
    follow: follow_up chase remind check_in follow nudge ping
    call: call ring phone telephone contact reach_out write_to get_in_touch connect_with reach
    inform: inform tell notify announce let_know report brief update_on explain describe communicate present
    publish: publish announce advertise put_online post release
    answer: answer reply respond react rsvp get_back
    introduce: introduce connect put_in_touch
    invite: invite
    buy: order buy purchase procure rent hire get place_order put_order
    pay: pay refund reimburse pay_back transfer invoice bill
    fix: fix repair mend correct resolve solve restore debug
    test: test try try_out practise rehearse pilot run run_through trial
    measure: measure quantify calculate compute estimate count do_count take_measurements work_out
    photograph: photograph take_pictures take_photos take_picture take_photo shoot
    permit: let allow permit grant approve
    investigate: investigate look_into explore research examine dig_into analyse
    update: update revise amend edit adjust rewrite change refresh modify add
    finish: finish complete finalise conclude wrap_up close fill_in fill_out
    approve: approve sign sign_off authorise endorse accept
    cancel: cancel drop call_off stop abandon withdraw
    move: move relocate shift transfer migrate switch
    offer: offer suggest propose put_forward recommend
    monitor: monitor track keep_eye_on watch observe follow
    return: return give_back bring_back fetch take_back
    coordinate: coordinate align liaise sync work_with collaborate
    install: install configure deploy set enable activate implement place
    train: train teach coach onboard show instruct brief
    record: record log note_down write_down
    compare: compare benchmark
    name: name nominate appoint assign
"""


def _classes(block: str) -> dict[str, frozenset[str]]:
    """Read `class: verb verb …`; two words of one verb are joined by `_`."""
    found: dict[str, set[str]] = {}
    name = ""
    for word in block.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            found.setdefault(word.replace("_", " "), set()).add(name)
    return {verb: frozenset(names) for verb, names in found.items()}


VERBS: Final = _classes(_VERBS)
"""Verb → the classes it belongs to: verbs of one class ask for one thing."""
