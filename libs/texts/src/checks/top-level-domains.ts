const words = (list: string) => list.trim().split(/\s+/);

/** Those that links in messages mostly have; with them an abbreviation such as "p.ej." cannot be meant. */
const WELL_KNOWN = new Set(
  words(`app biz cc click club co com dev edu eu gl gov gg goo info io link live ly me mobi net online org page
    pro ru shop site store tk to top tv us vip xyz zip`),
);

/** ISO 3166 and the others of two letters that IANA's root zone has. */
const COUNTRIES = new Set(
  words(`ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr
    ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo
    jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms
    mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs
    ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv
    tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw`),
);

/** Of IANA's root zone, in the scripts of their countries. */
const IN_OTHER_SCRIPTS = new Set(
  words(`рф укр бел срб мкд қаз мон ею бг рус москва дети онлайн сайт орг ком ευ ελ հայ გე ישראל קום
    السعودية امارات مصر ایران پاکستان عمان قطر المغرب تونس الجزائر الاردن عراق سورية فلسطين بارت شبكة موقع كوم
    भारत बांग्लादेश संगठन नेट कॉम বাংলা ভারত ভাৰত ਭਾਰਤ ભારત ଭାରତ இந்தியா இலங்கை சிங்கப்பூர் భారత్ ಭಾರತ ഭാരതം ලංකා
    ไทย คอม ລາວ 中国 中國 中信 香港 台湾 台灣 澳門 新加坡 公司 网络 网址 网店 在线 中文网 商店 手机 世界 コム みんな 한국 닷컴 닷넷`),
);

export const isWellKnown = (label: string): boolean => WELL_KNOWN.has(label);

/** Whether a label, in small letters, can end the name of a host. */
export const isTopLevel = (label: string): boolean =>
  WELL_KNOWN.has(label) || COUNTRIES.has(label) || IN_OTHER_SCRIPTS.has(label);
