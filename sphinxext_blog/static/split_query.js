/* Divides a query as the texts were divided for the index: see sphinxext_blog/search.py. */
var splitQuery = (query) => {
  const pattern = /[LETTERS]+|(?<![A-Za-z0-9_])[A-Za-z](?:\+\+|#)|(?:(?![LETTERS])[\p{L}\p{N}_])+/gu;
  const words = [];
  const runs = [];
  let divided = false;
  for (const word of query.normalize("NFKC").match(pattern) || []) {
    const chars = /^[LETTERS]/u.test(word) ? [...word] : [];
    divided ||= chars.length > 0;
    if (chars.length > 2) runs.push(word);
    if (chars.length > 1) chars.slice(1).forEach((char, i) => words.push(chars[i] + char));
    else if (!chars.length || !/[\u3041-\u309f]/u.test(word)) words.push(word);
  }
  if (!divided) return words;
  /* Sphinx requires a document to have all words of a query, or as many as the query has words of more than two letters.
     Pairs are shorter, so where longer words are asked for as well, a document with any of them would do. Words that
     are in no index make up the difference: the runs that were divided, first, so that they are highlighted as a
     whole; then blanks, which are nothing to highlight. */
  const stemmer = new Stemmer();
  const skipped = new Set(stopwords);
  const asked = words.map((word) => word.toLowerCase()).filter((word) => !skipped.has(word) && !/^\d+$/.test(word));
  const stems = [...new Set(asked.map((word) => stemmer.stemWord(word)))];
  const short = stems.filter((stem) => stem.length < 3).length;
  const unfound = [...new Set(runs)].slice(0, short);
  if (!unfound.length && short === stems.length) return words;
  for (let i = unfound.length; i < short; i++) words.push("\u2029".repeat(3 + i));
  return [...unfound, ...words];
};
