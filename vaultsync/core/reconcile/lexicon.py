"""The fixed background word lists: what English action items say all the time.

The lists were written by hand and are part of the package. They stand in for
the vault's own word frequencies on purpose: the likeness of two lines must not
change because a third note was saved.
"""

from typing import Final


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


FUNCTION: Final = _words("""
    a about above across after again against ahead all along also although am among an and another any are
    around as at be because been before behind being below between beyond both but by can could did do does
    during each eg either else etc every except for from further had has have he her him his how i ie if in into
    is it its itself just let like may me might mine more most must my myself near no nor now of off on once one
    only onto or other our ours out over own per please re same shall she should since so some still such than
    that the their theirs them then there these they this those though through thus till to too toward towards
    under until up upon us very via vs w was we were what when where whether which while who whom whose why will
    with within without would yet you your yours yourself
""")
"""Words that carry no object at all; they are not compared."""

OFFICE: Final = _words("""
    action add address agenda agree align answer approve arrange ask assess assign attach attend back bring
    build call change chat check choose clarify clear close collect come comment compare compile complete
    confirm connect consider contact contribute coordinate copy cover create day decide decision define deliver
    detail determine develop discuss doc document draft email enable end engage ensure establish evaluate
    examine explain explore file fill final finalise find finish fix follow follow-up forward gather general get
    give go help hold idea identify include inform information input internal introduce investigate invite issue
    item job join keep know last learn leave line list look mail make manage material meet meeting member
    message minute monitor month move name need new next note number offer open option order organise outcome
    part participate pick plan point possible prepare present propose provide publish put question raise reach
    read ready receive record reply report request require research resolve respond result return review run
    save schedule section see select send session set settle share sign start state status step submit suggest
    summarise summary support sure sync take talk task team tell test thank thing think thread time today
    together tomorrow topic track try understand update upload use verify view visit wait want way week work
    write year yesterday
""")
"""Words of nearly every action item: verbs of work, times, generic things."""

COMMON: Final = _words("""
    access account additional april area august available base board budget business calendar case chapter
    client colleague comms company connection contract cost current customer data date deadline december deck
    department description design difference director early everyone example existing expert external feature
    february feedback first form friday full goal good great group guide high important initial invitation
    involve january july june key large later latest lead letter level link local long manager march market
    model monday november october office officer other overview owner page paper partner people person phone
    place position price problem process product program project proper proposal quarter quick quote recent
    reference relevant remain role room sales saturday school second september several sheet short side single
    site slide small staff strategy structure sunday system table template term text third three thursday title
    tool training tuesday two type vendor version visitor website wednesday whole workshop
""")
"""Words of many action items: they help, but two of them prove little."""

OPPOSED: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in _words("""
    answer/ask answer/attend answer/invite answer/send approve/ask approve/draft approve/publish ask/buy ask/decide
    ask/install ask/pay ask/send ask/train approve/review approve/send attend/cancel
    attend/draft attend/introduce attend/invite attend/schedule attend/send buy/cancel buy/collect buy/decide
    buy/install buy/return buy/review buy/test call/review cancel/schedule cancel/send collect/review decide/draft
    decide/inform decide/install decide/publish decide/send draft/publish draft/review draft/schedule draft/send
    draft/test fix/investigate fix/test inform/review install/test introduce/schedule measure/send pay/send
    publish/review review/schedule review/send review/update schedule/send schedule/train send/test
""")
)
"""Pairs of classes that are two steps of one matter, and so two tasks: drafting is not sending."""

EXCLUSIVE: Final = tuple(
    _words(row)
    for row in (
        "early late",
        "north south east west",
        "spring summer autumn fall winter",
        "morning afternoon evening night",
        "daily weekly monthly quarterly yearly",
        "internal external",
        "inbound outbound",
        "incoming outgoing",
        "import export",
        "indoor outdoor",
        "upper lower",
        "top bottom",
        "senior junior",
        "male female",
        "domestic foreign",
        "minimum maximum",
        "arrival departure",
        "entrance exit",
        "opening closing",
    )
)
"""Words of which one in the place of another makes another object."""

LEAD_INS: Final = _words("""
    action agreed ai also and ar begin continue help i kindly must need needs next please promised remember
    should start then to todo try want we will you
""")
"""Words before the verb that are no verb of their own: `need to send`."""

_COUNTED: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
"""
_ORDINALS: Final = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
NUMBERS: Final = {
    word: str(value)
    for words in (_COUNTED, _ORDINALS)
    for value, word in enumerate(words.split())
    if word not in ("one", "first")
}
"""Number words; `one` is mostly a pronoun, and what comes first is not always one of several."""

_FORMS: Final = """
    ate=eat eaten=eat began=begin begun=begin bought=buy broke=break broken=break brought=bring built=build
    chose=choose chosen=choose came=come drawn=draw drew=draw driven=drive drove=drive fallen=fall fed=feed
    felt=feel forgot=forget forgotten=forget frozen=freeze gave=give given=give gone=go went=go grew=grow
    grown=grow heard=hear held=hold hidden=hide kept=keep knew=know known=know laid=lay led=lead lent=lend
    lost=lose made=make meant=mean met=meet paid=pay proven=prove ran=run rose=rise risen=rise said=say
    saw=see seen=see sent=send shook=shake shown=show sold=sell sought=seek spent=spend spoke=speak
    spoken=speak stolen=steal stood=stand stuck=stick swept=sweep taken=take took=take taught=teach
    thought=think told=tell torn=tear understood=understand woken=wake wore=wear worn=wear won=win
    wrote=write written=write
    analyses=analysis children=child criteria=criterion feet=foot halves=half indices=index kids=child
    knives=knife leaves=leaf lives=life matrices=matrix men=man mice=mouse shelves=shelf teeth=tooth
    wives=wife women=woman
"""
_SPELLINGS: Final = """
    behaviour=behavior cancelled=cancel cancelling=cancel catalogue=catalog centre=center cheque=check
    colour=color counsellor=counselor defence=defense dialogue=dialog enrol=enroll favour=favor flavour=flavor
    fulfil=fulfill grey=gray harbour=harbor honour=honor jewellery=jewelry judgement=judgment kerb=curb
    labelled=label labelling=label labour=labor licence=license litre=liter metre=meter modelling=model
    mould=mold neighbour=neighbor offence=offense organisation=organization parlour=parlor plough=plow
    practise=practice programme=program rumour=rumor signalling=signal skilful=skillful storey=story
    theatre=theater travelled=travel travelling=travel tyre=tire
"""
_MEANINGS: Final = """
    accommodation=lodging ad=advertisement advert=advertisement aeroplane=plane ailing=ill airplane=plane
    annually=yearly apartment=flat applicant=candidate application=apply appt=appointment assistance=help
    automobile=car autumn=fall bequest=will bicycle=bike bill=invoice bug=fault catchup=follow-up
    cellphone=telephone coating=coat cost=price customer=client cv=resume defect=fault doc=document docs=document
    employee=staff error=fault estimate=quote excel=sheet expense=price fee=price followup=follow-up
    fridge=refrigerator glitch=fault guideline=rule info=information lorry=truck meetup=meet mobile=telephone
    mtg=meet personnel=staff phone=telephone photograph=photo pic=photo picture=photo powerpoint=deck ppt=deck
    presentation=deck prices=price pricing=price quotation=quote registration=register regulation=rule
    reminder=remind salary=wage showcase=display signature=sign slide=deck slides=deck spreadsheet=sheet
    supplier=vendor tariff=price tel=telephone timeslot=slot tour=visit twice=double vacation=holiday
    webpage=website
"""
SYNONYMS: Final = dict(pair.split("=") for pair in sorted(_words(_FORMS + _SPELLINGS + _MEANINGS)))
"""Forms, spellings and words of one meaning, folded: each as it is written → the one that stands for all."""
