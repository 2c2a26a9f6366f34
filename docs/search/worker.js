// The build puts this before the theme's search worker (scripts/book/search_words.py), so that it sees each message first.
// It lets words be found however they are spelled, and where the theme's own way of cutting them fails:
// - in the index and in what is asked, every word is brought to one spelling (`spelled`);
// - over-fitting is asked as one word if a heading has it as one; a word that begins none of the index is cut into words
//   that do: onehot, 損失発散 (`cut`);
// - the theme's cutter of Chinese characters is told that it knows no word. From 過学習 it kept 過 alone, from 学習率
//   only 学習: what comes after the last word that it knows is lost.
"use strict";

{
  const [SETUP, QUERY] = [0, 2]; // the theme's types of messages
  let separator;
  let terms = []; // every word of the index, in order
  let known = new Set();
  let headings = new Set(); // the words of titles and search words

  // One spelling for British and American English, one and many, フィルタ and フィルター, ＲｅＬＵ and ReLU.
  const spelled = (word) =>
    word
      .normalize("NFKC")
      .toLowerCase()
      .replace(/iz/g, "is")
      .replace(/grey/g, "gray")
      .replace(/(col|neighb|behavi)our/g, "$1or")
      .replace(/^([a-z]{2,}[^aius])s$/, "$1")
      .replace(/([ァ-ヶー]{2})ー$/, "$1");

  // Left out of the index and of what is asked. The theme's list is longer: it has "own" and "not".
  const small =
    "a an and are as at be by can could do does for from has have how i in is it its my of on or should that the their" +
    " there this to was we what when which why will with you your とは って です ですか ます ますか には";

  const words = (text) => text.split(separator).filter(Boolean).map(spelled);

  const begins = (word) => {
    let [low, high] = [0, terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low < terms.length && terms[low].startsWith(word);
  };

  // The few words of the index that make up a word, or nothing; the last one may be its beginning.
  const cut = (word) => {
    if (begins(word)) return [word];
    const least = /^[a-z0-9]+$/.test(word) ? 3 : 2;
    for (let at = word.length - least; at >= least; at--) {
      const rest = known.has(word.slice(0, at)) && cut(word.slice(at));
      if (rest) return [word.slice(0, at), ...rest];
    }
    return undefined;
  };

  // What is in quotation marks, wanted (+) or unwanted (-) stays as it was typed.
  const asked = (query) =>
    /"|(^|\s)[+-]/.test(query) ? query : query
      .normalize("NFKC")
      .replace(/[a-z]+(-[a-z]+)+/gi, (compound) => {
        const one = spelled(compound.replaceAll("-", ""));
        return headings.has(one) ? one : compound;
      })
      .split(/\s+/)
      .flatMap(words)
      .filter((word, _, all) => lunr.stopWordFilter(word) || all.length === 1)
      .flatMap((word) => cut(word) ?? [word])
      .join(" ");

  const prepare = ({ config, docs }) => {
    separator = new RegExp(config.separator);
    headings = new Set(docs.flatMap(({ title, tags = [] }) => [title, ...tags].flatMap(words)));

    lunr.stopWordFilter = lunr.generateStopWordFilter(small.split(" "));
    lunr.Pipeline.registerFunction(lunr.stopWordFilter, "small");
    lunr.stemmer = (token) => token.update(spelled);
    lunr.Pipeline.registerFunction(lunr.stemmer, "spelled");

    const build = lunr.Builder.prototype.build;
    lunr.Builder.prototype.build = function () {
      const index = build.call(this);
      terms = Object.keys(index.invertedIndex).sort();
      known = new Set(terms);
      index.invertedIndex = new Proxy(index.invertedIndex, { has: () => false });
      return index;
    };
  };

  addEventListener("message", ({ data }) => {
    if (data.type === SETUP) prepare(data.data);
    if (data.type === QUERY) data.data = asked(data.data);
  });
}
