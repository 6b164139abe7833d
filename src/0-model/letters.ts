// Alphabets are no knowledge that a researcher edits: the record keeps what is made of them (rough.ts), and a list that
// changed would leave those keys behind without anything telling. Lists of names and words stand in data/.

/** Letters of other scripts, one script a line: letter, then how Latin letters write it ("-" for nothing). */
const TABLES: readonly string[] = [
  // Arabic, with the letters of Persian, Pashto, Urdu and Kurdish.
  "ا a أ a إ i آ a ٱ a ء - ئ y ؤ w ب b پ p ت t ټ t ث th ج j چ ch ح h خ kh څ ts ځ dz د d ډ d ذ z ر r ړ r ز z ژ zh ږ g س s ش sh ښ sh ص s ض d ط t ظ z ع - غ gh ف f ڤ v ق q ک k ك k ګ g گ g ل l ڵ l م m ن n ڼ n ں n ه h ھ h ہ h ة a ۀ a و w ۆ o ی y ي y ى a ې e ۍ y ێ e ے e",
  "א - ב b ג g ד d ה h ו w ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע - פ p ף f צ ts ץ ts ק k ר r ש sh ת t",
  "а a б b в v г g ґ g д d е e ё yo є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ў u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya ј y љ ly њ ny ћ c ђ dj џ dz қ q ғ gh ң ng ө o ү u ұ u һ h ә a ҳ h ҷ j ӣ i ӯ u",
  "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o",
  "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h",
  "ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ w փ p ք k օ o ֆ f",
  "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ッ - ー -",
  // Latin letters that no decomposition reaches, and what stands for hamza and ayn.
  "ß ss æ ae œ oe ø o đ d ð d þ th ł l ħ h ı i ə a ŋ ng ʿ - ʾ - ʻ - ʼ - ' - ’ - ‘ - ` - ´ - ′ -",
];

const LETTERS: ReadonlyMap<string, string> = new Map(
  TABLES.flatMap((table) => {
    const cells = table.split(" ");
    return cells.flatMap((cell, i) => (i % 2 === 0 ? [[cell, cells[i + 1] === "-" ? "" : (cells[i + 1] ?? "")]] : []));
  }) as [string, string][],
);

const VOWELLESS = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const PLAIN = /^[\x20-\x26\x28-\x5f\x61-\x7e]*$/;

/** True where a script writes few vowels: what stands in it is compared by consonants. */
export function vowelless(text: string): boolean {
  return VOWELLESS.test(text);
}

/**
 * A text in small Latin letters without marks, hamza and ayn: "Усама" gives "usama", "ʿAbd" gives "abd". Letters of
 * scripts that are not in the tables (Han, Khmer …) stay as they are.
 */
export function latin(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let made = "";
  for (const letter of text.normalize("NFC").toLowerCase()) {
    // Composed letters with a meaning of their own (й, آ, ガ) come before their parts.
    const own = LETTERS.get(letter) ?? LETTERS.get(letter.toUpperCase());
    if (own !== undefined) made += own;
    else for (const part of letter.normalize("NFKD").replace(/\p{M}+/gu, "")) made += LETTERS.get(part) ?? part;
  }
  return made;
}

const ARTICLE = /^\u0627\u0644(?=.{3})/u;

/** A word in Arabic letters without the article that is written as one with it; any other word as it is. */
export function bare(word: string): string {
  return word.replace(ARTICLE, "");
}
