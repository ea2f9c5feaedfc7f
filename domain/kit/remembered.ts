/** Longer texts do not come again. */
const LONGEST = 64;

/** `make` for short texts of which a few thousand are nearly all that come, such as the parts of a register's names: its answers are kept. */
export function remembered<T>(make: (text: string) => T, most = 8192): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = make(text);
    if (text.length > LONGEST) return answer;
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
