"""The order of characters at the root of Unicode collation (CLDR 42, ICU 72), as far as notes need it.

Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, kana, punctuation, symbols
and emoji; characters that are composed of others are not listed. Generated from ICU.
"""

ORDER = (
    "9-d 85 2028-2029 20 203e 5f 2017 2d 58a 2010 2012-2015 2e3a-2e3b 2053 2e43 2e17 2e40 2e5d 301c 3030 30a0 "
    "30fb 2c 2e34 2e32 2e41 2e4c 2e4e-2e4f 55d 60c-60d 66b-66c 3001 fe45-fe46 3b 61b 204f 2e35 2e49 3a 589 61e 21 "
    "a1 2e53 55c 3f bf 2e2e 2e54 55e 61f 203d 2e18 2e 6d4 2e30 2e3c 3002 b7 2e31 2e33 61d 10fb 2055-2056 "
    "2058-205e 2e2a-2e2d 2e3d 2e19 27 2018-201b 2039-203a 22 201c-201f 2e42 301d-301f ab bb 28-29 5b 5d 7b 7d "
    "2045-2046 2308-230b 29fc-29fd 2983-2998 27c5-27c6 27e6-27ef 2768-2775 2e02-2e05 2e09-2e0a 2e0c-2e0d "
    "2e1c-2e1d 2e20-2e29 2e55-2e5c 3008-3011 3014-301b 2016 2e3e 29d8-29db a7 2e39 b6 204b 2e4d 2e3f 40 2a 204e "
    "2051 66d 2f 5c 2e4a 26 204a 2e52 23 25 66a 2030 609 2031 60a 2020-2021 2e36-2e38 2e4b 2022-2023 2027 2043 "
    "204c-204d 2032 2035 3003 303d 2038 203b 203f 2054 2040 2050 2041-2042 2e00-2e01 2e06-2e08 2e0b 2e0e-2e16 "
    "2e1a-2e1b 2e1e-2e1f 2e44-2e48 55a-55b 55f 5be 5c0 5c3 5c6 5f3-5f4 60 b4 2dc 5e af 2d8-2d9 a8 2da 2dd b8 2db "
    "309b-309c 2b9 375 2ba 2c2-2cf 2d2-2d7 2de-2df 2e5-2ed 2ef-2ff b0 482 58d-58e 608 60e-60f 6de 6e9 a9 1f12f ae "
    "1f1ad 2104 2108 2114 2117-2118 211e-211f 2123 2125 2127 2129 212e 213a 2141-2144 214a 214c 214f 218a-218b "
    "2190 2192 2191 2193-2199 219c-21ad 21af-21cc 21d0-2203 2205-2208 220a-220b 220d 3f6 220e-2211 2b b1 f7 d7 "
    "3c-3e ac 7c a6 7e 2212 2052 2213-2215 2044 2216-221b 606 221c 607 221d-2223 2225 2227-222b 222e 2231-2240 "
    "2242-2243 2245-2246 2248 224a-225f 2261 2263-226c 2272-2273 2276-2277 227a-227f 2282-2283 2286-2287 "
    "228a-22ab 22b0-22bc 214b 22bd-22df 22e4-22e9 22ee-2307 230c-2328 232b-2426 2440-244a 2500-262f 2638-266c "
    "2670-2689 2690-26ff 1f1e6-1f1ff 2700-2720 2e50-2e51 2721-2767 2794-27c4 27c7-27e5 27f0-27ff 2900-2982 "
    "2999-29d7 29dc-29fb 29fe-2a0b 2a0d-2a73 2a77-2adb 2add-2b73 2b76-2b95 2b97-2bff 2800-28ff 268a-268f "
    "2630-2637 266d-266f 1f000-1f02b 1f030-1f093 1f0a0-1f0ae 1f0b1-1f0bf 1f0c1-1f0cf 1f0d1-1f0f5 1fa00-1fa53 "
    "1fa60-1fa6d 1f10d-1f10f 1f16d-1f16f 1f260-1f265 1f300-1f5ff 1f900-1f9ff 1fa70-1fa74 1fa78-1fa7c 1fa80-1fa86 "
    "1fa90-1faac 1fab0-1faba 1fac0-1fac5 1fad0-1fad9 1fae0-1fae7 1faf0-1faf6 1f600-1f6d7 1f6dd-1f6ec 1f6f0-1f6fc "
    "1f700-1f773 1f780-1f7d8 1f7e0-1f7eb 1f7f0 1f800-1f80b 1f810-1f847 1f850-1f859 1f860-1f887 1f890-1f8ad "
    "1f8b0-1f8b1 3004 3012-3013 3020 3037 303e-303f fffc 2d0-2d1 3005 303b 3031 3033 3035 309d 30fc-30fd a4 a2 24 "
    "a3 a5 58f 60b 20a0-20a7 20a9-20c0 20a8 2180-2182 2186-2188 3007 30 3021 24fe 24eb-24ec 1f1a4 24ed-24f3 3022 "
    "24f4 1f1a2 1f19d 1f19c 3023 1f19b 3024 1f19e 3025 1f1a0 2185 1f1a3 3027 1f1a1 3028 1f19f 3029 61 214d "
    "250-252 62 299 180 253 183 63 1f192 23c 188 255 2184 64 2a5 2a4 256-257 18c 221 1e9f 65 247 1dd 259 25b 258 "
    "25a 25c-25e 29a 264 66 2a9 1f193 192 214e 67 261-262 1e5 260 29b 263 1a3 68 1f1a7-1f1a8 29c 195 266-267 2bb "
    "2bd 69 131 26a 268-269 6a 237 249 29d 25f 284 6b 199 29e 6c 1f1a9 29f 19a 26b-26d 234 26e 19b 28e 6d 271 6e "
    "1f195 274 272 19e 273 235 14b 6f 276 254 275 277 223 70 1a5 278 71 2a0 24b 138 72 280 24d 279-27f 281 73 "
    "1f1aa 1f198 282 23f 1e9c-1e9d 283 1aa 285-286 74 2a8 2a7 167 1ab 1ad 288 236 287 75 1f1ab 1f199 289 265 "
    "2ae-2af 26f-270 28a 76 1f1ac 28b 1efd 28c 77 28d 78-79 28f 24f 1b4 1eff 21d 7a 1b6 225 290-291 240 292 "
    "1b9-1ba 293 fe 1bf 1bb 1a8 1bd 185 294 242 2c0 2bc 2ee 2be 295 2bf 2c1 2a1-2a2 296 1c0-1c3 297-298 2ac-2ad "
    "3b1-3b5 3dd 377 3db 3b6 371 3b7-3b9 3f3 3ba 3d7 3bb-3c0 3fb 3df 3d9 3c1 3fc 3c3 37c 37b 37d 3c4-3c9 3e1 373 "
    "3f8 3e3 3e5 3e7 3e9 3eb 3ed 3ef 430 4d9 4d5 431-433 493 4fb 495 4f7 434 501 452 503 499 435 454 436 52b 497 "
    "437 505 511 455 4e1 507 438 48b 456 439 458 43a 49b 4c4 4a1 49f 49d 51f 51b 43b 4c6 52f 513 521 459 509 515 "
    "43c 4ce 43d 529 4ca 4a3 4c8 523 4a5 45a 50b 43e 4e9 43f 525 4a7 481 440 48f 517 441 50d 4ab 442 50f 4ad 45b "
    "443 4af 4b1 479 444-445 4fd 4ff 4b3 4bb 527 461 47f 47d 47b 446 4b5 447 52d 4b7 4cc 4b9 4bd 4bf 45f 448-449 "
    "2e2f 44a-44c 48d 463 44d-44f 519 465 467 46b 469 46d 46f 471 473 475 4a9 51d 4cf 10d0-10d6 10f1 10d7-10dc "
    "10f2 10dd-10e2 10f3 10e3-10ee 10f4 10ef-10f0 10f5-10fa 10fd-10ff 561 560 562-575 588 576-586 559 5d0-5d5 "
    "5f0-5f1 5d6-5d9 5ef 5f2 5db-5dc 5de 5e0-5e2 5e4 5e6-5ea 621-623 672 671 624-625 673 626-627 66e 628 67b 67e "
    "680 629-62b 679-67a 67c-67d 67f 62c 683-684 686 6bf 687 62d-62e 681-682 685 62f-630 688-690 6ee 631-632 "
    "691-699 6ef 633-634 69a-69c 6fa 635-636 69d-69e 6fb 637-638 69f 639-63a 6a0 6fc 641 6a1-6a6 66f 642 6a7-6a8 "
    "643 6a9-6b4 63b-63c 644 6b5-6b8 645-646 6ba-6bd 6b9 647 6be 6c1 6c3 6ff 6d5 648 6c4-6cb 6cf 649-64a 6cc-6ce "
    "6d0-6d1 63d-63f 620 6d2 3041 3043 3045 3047 3049 3095 304d 304f 3096 3053 3055 3057 3006 3059 305b 305d 305f "
    "3061 3063 3066 3068 306a-306f 3072 3075 3078 307b 307e 303c 307f-3083 3085 3087 3089-308e 3090-3093 "
)
"""Code points in ascending order, a run as `61-63`; `30` is the place of all digits. Lower case only."""

MARKS = (
    "332 313 486 314 485 301 300 306 302 30c 30a 342 308 30b 303 307 338 327-328 304 30d-30e 312 315 31a 33d-33f "
    "346 34a-34c 350-352 357 35b 35d-35e 484 487 316-319 31c-320 329-32c 32f 333 33a-33c 347-349 34d-34e 353-356 "
    "359-35a 35c 35f 362 fe27 336-337 3099-309a 335 305 309 30f-311 31b 321-326 32d-32e 330-331 334 339 345 358 "
    "360 fe22 fe29 361 fe20 483 fe2e 5b0-5b8 5c7 5b9-5bb 5c2 5c1 5bc 5bf 64b-655 65f 656-65e 670 302a-302f "
)
"""Accents that make a letter differ only after all letters have been compared, in ascending order."""

SAME = (
    "´΄ 〱〲 〳〴 σς гґ כך מם נן פף צץ ءٴ۽ م۾ وۥ يۦ ぁあァア ぃいィイ ぅうゥウ ぇえェエ ぉおォオ "
    "ゕかヵカ きキ くク ゖけヶケ こコ さサ しシ すス せセ そソ たタ ちチ っつッツ てテ とト なナ "
    "にニ ぬヌ ねネ のノ はハ ひヒ ふフ へヘ ほホ まマ みミ むム めメ もモ ゃやャヤ ゅゆュユ "
    "ょよョヨ らラ りリ るル れレ ろロ ゎわヮワ ゐヰ ゑヱ をヲ んン "
)
"""Letters that are one letter in different forms, the plainest first."""

JOINED = "\ue000"
"""Stands for the accent that tells a ligature from its letters; it comes behind all accents."""

_ROUND = {chr(first + number): chr(ord("a") + number) for first in (0x1F150, 0x1F170) for number in range(26)}
_COUNTED = {chr(first + number): str(number + 1) for first in (0x2776, 0x2780, 0x278A) for number in range(10)}
_SQUARED = dict(
    zip(
        "🆊🆋🆌🆍🆎🆏🆑🆒🆓🆔🆕🆖🆗🆘🆙🆚🆥🆦🆧🆩🆪🆫🆬",
        "p ic pa sa ab wc cl cool free id new ng ok sos up! vs d hc hdr lossless shv uhd vod".split(),
        strict=True,
    )
)
LIKE = {
    "ß": "s\ue000s",
    "æ": "a\ue000e",
    "œ": "o\ue000e",
    "ð": "d\ue000",
    "đ": "d\u0335",
    "ħ": "h\u0335",
    "ł": "l\u0335",
    "ø": "o\u0338",
    **_ROUND,
    **_COUNTED,
    **_SQUARED,
}
"""Letters that are compared as others."""
