/** ISO 3166-1: the code of three letters, and the one of two behind it. */
const CODES = (
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF "
    + "BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN "
    + "CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC "
    + "EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW "
    + "GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS "
    + "ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS "
    + "LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS "
    + "MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE "
    + "PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ "
    + "SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ "
    + "TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN "
    + "VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW"
).split(" ");

const NAMES: Readonly<Record<string, string>> = {
    "united states of america": "USA", usa: "USA", "great britain": "GBR", uk: "GBR", england: "GBR", "south korea": "KOR", "korea, republic of": "KOR",
    "north korea": "PRK", russia: "RUS", "russian federation": "RUS", czechia: "CZE", "czech republic": "CZE", turkey: "TUR", türkiye: "TUR", holland: "NLD",
    "the netherlands": "NLD", "hong kong": "HKG", macau: "MAC", vietnam: "VNM", "viet nam": "VNM", iran: "IRN", syria: "SYR", laos: "LAO", moldova: "MDA",
    bolivia: "BOL", venezuela: "VEN", tanzania: "TZA", taiwan: "TWN", "ivory coast": "CIV", "cape verde": "CPV", swaziland: "SWZ", macedonia: "MKD",
};

let byText: ReadonlyMap<string, string> | null = null;

/** The code of three letters that a text stands for: either of its codes, or its English name. */
export function countryCode(text: string): string | undefined {
    byText ??= texts();
    return byText.get(text.trim().toLowerCase());
}

/** "Germany" for "DEU". */
export function countryName(code: string): string {
    const pair = CODES.find((each) => each.startsWith(code));
    return pair === undefined ? code : displayNames()?.of(pair.slice(3)) ?? code;
}

function texts(): ReadonlyMap<string, string> {
    const known = new Map<string, string>(Object.entries(NAMES));
    const names = displayNames();
    for (const pair of CODES) {
        const [three, two] = [pair.slice(0, 3), pair.slice(3)];
        known.set(three.toLowerCase(), three);
        known.set(two.toLowerCase(), three);
        const name = names?.of(two);
        if (name !== undefined) known.set(name.toLowerCase(), three);
    }
    return known;
}

function displayNames(): Intl.DisplayNames | null {
    return typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames(["en"], { type: "region" }) : null;
}
