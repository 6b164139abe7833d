/**
 * JSON in one line, with every control and direction character escaped: the same value for a program, and nothing in
 * it that could take hold of a terminal.
 */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
