/**
 * The closed set of words by which pages are furnished: names of sections that hold references, openers of notes for
 * navigation, names of infobox fields, abbreviations that end in a dot. English. Nothing here is about any subject.
 */

/** Headings under which the references of a document stand. */
export const REFERENCE_HEADINGS: ReadonlySet<string> = new Set([
  "references",
  "reference list",
  "list of references",
  "notes and references",
  "references and notes",
  "citations",
  "notes and citations",
  "notes",
  "explanatory notes",
  "footnotes",
  "endnotes",
  "sources",
  "works cited",
  "bibliography",
]);

/** Headings that end a reference section even where nothing marks them as headings. */
export const CLOSING_HEADINGS: ReadonlySet<string> = new Set([
  "see also",
  "external links",
  "further reading",
  "appendix",
  "annex",
  "acknowledgements",
  "about the author",
  "about the authors",
]);

/** Lines that guide readers around a site and say nothing about the subject. */
export const HATNOTE =
  /^(?:not to be confused with\b|for (?:other|further|more|the|a|an|its|their)\b[^.]{0,120}, see\b|for [^.]{1,80}, see\b|this article is about\b|this (?:article|page|section) (?:is about|needs|may|has multiple|does not)\b|main (?:article|page)s?:|see also:|further information:|see also [^.:]{1,80}$|from wikipedia, the free encyclopedia|jump to (?:navigation|content|search)|coordinates:|part of a series on\b|“?"?[^.]{1,60}"?”? redirects here\b)/i;

/** "By Jane Doe", "Published on 1 August 2023", "Source: a news agency". */
export const ABOUT_TEXT =
  /^(?:by \p{Lu}|(?:last |first )?(?:published|updated|posted|modified|revised)(?: on| at)?\b|(?:publisher|byline|authors?|sources?|retrieved|accessed)(?: on)?:)/iu;

/** The last word of names of infobox fields whose values are often lost when a page is copied as text. */
export const FIELD_WORDS: ReadonlySet<string> = new Set(
  (
    "leader leaders founder founders commander commanders spokesperson spokesman spokespersons founded formed formation " +
    "established dissolved disbanded active operation operations headquarters base area areas region regions territory " +
    "ideology ideologies motive motives size strength membership members groups subgroups allies ally opponents opponent " +
    "enemies enemy battles wars affiliation affiliations affiliates allegiance predecessor successor parent " +
    "branch branches type country location date time target targets weapon weapons deaths injured casualties perpetrator " +
    "perpetrators assailants participants accused convicted website language languages publisher owner status flag " +
    "emblem logo anthem colors colours designations nationality born died religion education occupation title rank"
  ).split(" "),
);

/** Words before a dot that does not end a sentence, without the dot. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    "mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr comm st sr jr gov sen rep pres hon rev no nos vs etc " +
    "approx ca cf fig vol vols ed eds pp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur " +
    "thurs fri sat sun inc ltd co corp lit al est dept dist prov mt ft i.e e.g"
  ).split(" "),
);

/** Bracketed notes by which editors ask for a source or a better one. */
export const NEEDED =
  /^(?:citation|citations|better source|full citation|page|verification|clarification|source|sources|year|date|quotation|improper synthesis|attribution|context|additional citations?)\s+(?:is |are )?needed$|^(?:when|who|whom|by whom|where|which|why|how|according to whom|original research|unreliable source|undue weight|neutrality)\s?\?$|^(?:dubious|disputed|vague|failed verification|not in citation(?: given)?|unreliable(?: source)?|dead link|permanent dead link|needs update|update|weasel words|original research|self-published source|non-primary source needed|third-party source needed)(?:\s*[–-]\s*discuss)?$/i;

/** What is left of a page's buttons when it is copied as text. */
export const BUTTON = /^\s*(?:edit|edit source|edit \| edit source|hide|show|change|change source)\s*$/i;

/** The page's own button for editing a section, at the end of a heading's line. */
export const EDIT_BUTTON = /\s*\[\s*(?:edit|edit source|edit \| edit source|change|change source)\s*\]\s*$/i;

/** A site's name behind the title of its page. */
export const SITE =
  /\s+[-–—|·]\s+(?:wikipedia|wikipedia, the free encyclopedia|encyclopa?edia britannica|britannica)$/i;

/** The name of a table of contents, and a line of one. */
export const CONTENTS = /^(?:table of )?contents(?:\s*\[\s*(?:hide|show)\s*\])?:?$/i;
export const CONTENTS_LINE = /^\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t\u00A0]+\S/;
