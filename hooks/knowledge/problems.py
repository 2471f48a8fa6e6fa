"""The catalogue of problem codes: stable names that an editor can look up.

A code never changes its meaning. The text explains the rule and its reason in
Swedish; it is shown on the site's page of error messages, and a test holds
that each code has at least one example under tests/examples/.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What kind of mistake a problem is. The value is the public code."""

    explanation: str

    def __new__(cls, code: str, explanation: str) -> Code:
        """A code is a text that also knows its explanation."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.explanation = explanation
        return member

    # The file
    FILE_TOO_LARGE = (
        "stor-fil",
        "Filen får vara högst 1 MB, huvudet högst 64 kB och texten högst 100 000 tecken. Länka "
        "till stora dokument hos utgivaren.",
    )
    NOT_UTF8 = "inte-utf8", "Filen ska vara sparad som UTF-8, annars går å, ä och ö sönder."
    BROKEN_LETTERS = (
        "trasiga-bokstaver",
        "Filen har sparats om med fel teckenkodning, så att å, ä och ö har blivit andra tecken.",
    )
    UNMERGED = (
        "halv-sammanslagning",
        "Två versioner av filen har inte förts samman färdigt: båda står där, mellan rader med "
        "<<<<<<<, ======= och >>>>>>>.",
    )
    CONTROL_CHARACTER = (
        "styrtecken",
        "Osynliga styrtecken följer ibland med när man klistrar in text. De kan dölja eller "
        "vända text och ska tas bort.",
    )
    SYMLINK = (
        "symbolisk-lank",
        "Filer i content/ ska vara riktiga filer, inte länkar till något annat på datorn.",
    )
    FILE_NAME = "filnamn", "Filnamnet blir adress på webbplatsen: bara a-z, 0-9 och bindestreck."
    TWIN_NAME = (
        "tvillingnamn",
        "Två filnamn som bara skiljer sig i stora och små bokstäver, eller i hur å, ä och ö är "
        "lagrade, blir samma fil på en del datorer.",
    )
    TWIN_ADDRESS = (
        "dubbel-adress",
        "Filerna namn.md och namn/index.md får samma adress. Behåll en av dem.",
    )
    UNKNOWN_FOLDER = (
        "okand-mapp",
        "Mappen säger vilken sorts post det är. Varje mapp hör till ett schema i hooks/schemas/.",
    )
    FILE_TYPE = (
        "filtyp",
        "Bara Markdown, bilder (png, jpg, webp, avif, gif), pdf och csv får ligga i content/.",
    )

    # The front matter as text
    NO_FRONT_MATTER = (
        "inget-huvud",
        "En post börjar med ett huvud: en rad med tre bindestreck, fälten, och en rad till med tre bindestreck.",
    )
    OPEN_FRONT_MATTER = "oppet-huvud", "Huvudet avslutas med en egen rad med tre bindestreck."
    NOT_A_MAPPING = "inte-falt", "Huvudet består av fält, ett namn följt av kolon och ett värde."
    BROKEN_YAML = "trasigt-huvud", "Huvudet går inte att läsa som YAML."
    COLON_IN_VALUE = "kolon", "Ett värde med kolon och mellanslag i sig ska stå inom citattecken."
    HASH_IN_VALUE = (
        "nummertecken",
        "Mellanslag och # börjar en kommentar, så resten av raden försvinner. Sätt värdet inom "
        "citattecken.",
    )
    TAB = "tabb", "Indrag görs med blanksteg, inte med tabb."
    OPEN_QUOTE = "oppet-citat", "Ett citattecken som börjar ett värde ska också avsluta det."
    TAG = (
        "tagg",
        "Utropstecken i början av ett värde är en instruktion till datorn. Sådana är inte "
        "tillåtna i innehållet.",
    )
    ALIAS = "alias", "Ankare (&) och alias (*) är inte tillåtna. Skriv ut värdet."
    TOO_DEEP = "for-djupt", "Listor, citat eller parenteser ligger i varandra i för många nivåer."
    DUPLICATE_FIELD = (
        "dubbelt-falt",
        "Samma fält står två gånger, och då går det inte att veta vilket som gäller.",
    )
    AMBIGUOUS = (
        "tvetydigt-varde",
        "Värdet läses som något annat än det ser ut: no blir falskt, 010 blir 8, 1:30 blir 90. "
        "Sätt det inom citattecken.",
    )
    EMPTY_FIELD = "tomt-falt", "Ett fält utan värde fylls i eller tas bort."

    # The fields
    MISSING_FIELD = "saknat-falt", "Ett obligatoriskt fält saknas."
    UNKNOWN_FIELD = (
        "okant-falt",
        "Fältet finns inte för den här sortens post. Ofta är det felstavat.",
    )
    WRONG_TYPE = "fel-sort", "Värdet är av fel sort, till exempel text där en lista ska stå."
    NOT_IN_LIST = "inte-i-listan", "Värdet ska vara ett av dem som står i listan."
    TOO_SHORT = "for-kort", "Texten eller listan är för kort."
    TOO_LONG = "for-lang", "Texten eller listan är för lång."
    REPEATED = "upprepning", "Samma värde står två gånger i listan."
    NUMBER_RANGE = "fel-storlek", "Talet ligger utanför det som är rimligt."
    PATTERN = "fel-form", "Värdet har inte den form som fältet kräver."
    DATE = "fel-datum", "Datumet finns inte, eller är inte skrivet ÅÅÅÅ-MM-DD."
    WEB_ADDRESS = "fel-adress", "En webbadress skrivs hel och börjar med http:// eller https://."
    ISBN = (
        "fel-isbn",
        "Kontrollsiffran i ett ISBN räknas efter. Stämmer den inte är någon siffra fel.",
    )
    DOI = "fel-doi", "En DOI börjar med 10. och skrivs utan https://doi.org/ framför."
    SFS = "fel-sfs", "Ett SFS-nummer skrivs med årtal, kolon och löpnummer."
    SLUG = "fel-id", "Ett id består av a-z, 0-9 och bindestreck."
    SITE_PATH = (
        "fel-gammal-adress",
        "En gammal adress börjar och slutar med snedstreck och pekar inte utanför webbplatsen.",
    )
    PERSON = (
        "fel-namn",
        "En person skrivs Efternamn, Förnamn med ett enda komma. Organisationer skrivs utan komma.",
    )
    ORDER_OF_DATES = "fel-ordning", "Något slutar innan det börjar."
    FUTURE_DATE = (
        "framtida-datum",
        "Dagen för en kontroll eller ändring kan inte ligga framåt i tiden.",
    )

    # Between entries
    ID_CLASH = "id-krock", "Två poster av samma sort har samma id."
    UNKNOWN_REFERENCE = "okand-hanvisning", "Fältet hänvisar till en post som inte finns."
    NAME_FOR_ID = (
        "namn-for-id",
        "Den som har en egen post skrivs med dess id. Då leder sidan dit, och posten hit.",
    )
    WRONG_REFERENCE = "fel-hanvisning", "Fältet hänvisar till en post av fel sort."
    UNPUBLISHED = (
        "opublicerat-mal",
        "En publicerad post kan inte peka på ett utkast eller på något som publiceras senare.",
    )
    REDIRECT_CLASH = (
        "adresskrock",
        "En gammal adress kan bara leda till en post, och inte vara någon annans adress.",
    )
    REDIRECT_LOOP = "adressrundgang", "En gammal adress kan inte leda till sig själv."

    # The body
    EMPTY_BODY = "tom-text", "Under huvudet ska det stå en text."
    BROKEN_LINK = (
        "trasig-lank",
        "Länken leder till en fil som inte finns, eller är inte skriven så att den blir en "
        "länk. Länka till filen, till exempel ../myndigheter/bra.md.",
    )
    BROKEN_ANCHOR = "trasigt-ankare", "Länken pekar på en rubrik eller en fotnot som inte finns."
    LINK_SCHEME = (
        "otillaten-lank",
        "Länkar börjar med http://, https:// eller mailto:, eller leder till en fil i content/.",
    )
    EMPTY_LINK = (
        "lank-utan-text",
        "Länken har ingen text, så den som lyssnar på sidan får inte veta vart den leder.",
    )
    MISSING_IMAGE = (
        "saknad-bild",
        "Bilden finns inte i content/. Bilder från andra webbplatser visas inte.",
    )
    NO_ALT = (
        "ingen-bildtext",
        "Bilden saknar alternativtext, så den som inte ser bilden får inget veta.",
    )
    NO_LIST = (
        "ingen-lista",
        "En lista börjar efter en tom rad, och varje punkt i den med - eller 1. och ett mellanslag. "
        "En lista i en punkt dras in fyra steg. Annars blir det löpande text, eller en enda lista.",
    )
    NO_TABLE = (
        "ingen-tabell",
        "En tabell börjar efter en tom rad och har raden |---|---| under sina rubriker. Annars "
        "blir den löpande text.",
    )
    WIDE_ROW = (
        "for-bred-rad",
        "En rad i en tabell har fler celler än tabellens första rad. Det som står i dem skulle försvinna.",
    )
    UNCLOSED = (
        "oavslutad-markering",
        "Något som ska markera text, som ** eller ```, har början men inget slut. Tecknen skulle "
        "synas på sidan.",
    )
    UNUSED_FOOTNOTE = (
        "oanvand-fotnot",
        "Fotnoten står i filen, men inget i texten leder till den, eller så har en annan fotnot samma "
        "namn. Då försvinner en av dem.",
    )
    HEADING_ONE = "rubrik-ett", "Titeln är sidans enda rubrik på nivå 1. Texten börjar med ##."
    HEADING_SKIP = (
        "hoppad-rubrik",
        "Rubriker ökar en nivå i taget, så att sidan går att överblicka med skärmläsare.",
    )
    RAW_HTML = (
        "otillaten-html",
        "Bara viss HTML får stå i texten. Det andra skulle tas bort, och därför stannar "
        "kontrollen.",
    )

    # The house itself
    SCHEMA = "schemafel", "Felet ligger i ett schema i hooks/schemas/, inte i innehållet."
    VOCABULARY = "ordlistefel", "Felet ligger i en ordlista i hooks/schemas/vocabularies/."
