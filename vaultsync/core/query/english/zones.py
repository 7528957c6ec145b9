"""Abbreviations of time zones, as chrono-node 2.3.9 knows them.

A zone matters to a day only where it is twelve hours or more ahead, and to a text in
that its name belongs to the date.
"""

_BY_OFFSET = {
    -660: "NUT SST",
    -600: "CKT HAST TAHT",
    -540: "AKST GAMT HADT HNY",
    -510: "MART",
    -480: "AKDT HAY HNP PST PT",
    -420: "HAP HNR MST PDT",
    -360: "CST EAST GALT HAR HNC MDT",
    -300: "CDT COT EASST ECT EST ET HAC HNE PET",
    -240: "AMT AST BOT CLT EDT FKT GYT HAE HNA PYT",
    -210: "HLV VET",
    -180: "ADT AMST ART BRT CLST FKST GFT HAA PMST PYST SRT UYT WGT",
    -150: "HNT NST",
    -120: "BRST FNT PMDT UYST WGST",
    -90: "HAT NDT",
    -60: "AZOT CVT EGT",
    0: "AZOST EGST GMT UTC WET WEZ WT",
    60: "BST CET MEZ WAT WEST WESZ",
    120: "CAT CEST EET MESZ SAST WAST",
    180: "EAT EEST IDT",
    210: "IRST",
    240: "AZT GET GST KUYT MSD MSK MUT RET SAMT SCT",
    270: "AFT IRDT",
    300: "AQTT AZST MAWT MVT PKT TFT TJT TMT UZT",
    330: "IST",
    345: "NPT",
    360: "ALMT BTT IOT KGT NOVT YEKST YEKT",
    390: "CCT MMT",
    420: "CXT DAVT HOVT ICT NOVST OMSST OMST WIB",
    480: "AWST BNT CAST HKT KRAST KRAT MYT PHT SGT ULAT WITA",
    540: "AWDT IRKST IRKT JST KST PWT TLT WIT",
    570: "ACST",
    600: "AEST PGT YAKST YAKT YAPT",
    630: "ACDT LHST",
    660: "AEDT LHDT NCT PONT SBT VLAST VLAT VUT",
    690: "NFT",
    720: "ANAST ANAT FJT GILT MAGST MAGT MHT NZST PETST PETT TVT WFT",
    765: "CHAST",
    780: "FJST NZDT PHOT TKT WST",
    825: "CHADT",
    840: "LINT",
}
ZONES = {name: minutes for minutes, names in _BY_OFFSET.items() for name in names.split()}
"""Minutes east of Greenwich."""
