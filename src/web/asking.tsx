import { render, type VNode } from "preact";

/** How the server would read a correction. */
export interface Reading {
  readonly label?: string;
  readonly value?: string;
  readonly time?: string | null;
  readonly role?: string | null;
  readonly polarity?: string;
  readonly mode?: string;
}

/** Asks for one line in a dialog; null when it was closed without one. */
export function asked(document: Document, label: string, value: string): Promise<string | null> {
  return dialog<string>(document, label, (done) => (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        done(field(event.currentTarget, "line"));
      }}
    >
      <label>
        {label}
        <input name="line" defaultValue={value} autocomplete="off" />
      </label>
      <button type="submit">Write</button>
    </form>
  ));
}

const PARTS: readonly (readonly [name: string, label: string, hint: string])[] = [
  ["value", "Value", "a number, a day, a name, a place: read again by the program's own grammar"],
  ["time", "When", "a day, a month, a span; none where nothing is said"],
  ["role", "Office", "the words for it; none where there are none"],
  ["words", "Words", "other words of this text that say it, found exactly once"],
  ["polarity", "Polarity", "affirmed, negated or open"],
  ["mode", "Mode", "actual, planned, attempted, foiled …"],
];

/** The dialog of a correction: shows how the program reads what was written before anything is kept. */
export function amended(
  document: Document,
  { value, chosen }: { readonly value: string; readonly chosen: string },
  read: (given: Readonly<Record<string, string>>) => Promise<Reading>,
): Promise<Readonly<Record<string, string>> | null> {
  return dialog<Readonly<Record<string, string>>>(document, "Correct", (done) => {
    const given = (form: HTMLFormElement): Readonly<Record<string, string>> =>
      Object.fromEntries(PARTS.flatMap(([name]) => (field(form, name) === "" ? [] : [[name, field(form, name)]])));
    const tell = (form: HTMLFormElement, words: string): void => {
      const place = form.querySelector(".reading");
      if (place !== null) place.textContent = words;
    };
    const look = async (form: HTMLFormElement): Promise<boolean> => {
      try {
        const now = await read(given(form));
        const parts = [
          now.value,
          now.role,
          now.time,
          now.polarity === "affirmed" ? null : now.polarity,
          now.mode === "actual" ? null : now.mode,
        ];
        tell(form, `Read as: ${now.label ?? ""} ${parts.filter((one) => one != null && one !== "").join(" · ")}`);
        return true;
      } catch (error) {
        tell(form, error instanceof Error ? error.message : "It cannot be read.");
        return false;
      }
    };
    return (
      <form
        method="dialog"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = event.currentTarget;
          if (await look(form)) done(given(form));
        }}
      >
        <h2>Correct what the words were taken to mean</h2>
        <p class="quiet">
          The reading that is there stays in the record.{" "}
          {chosen === ""
            ? "Select words in the text first to point at them."
            : "The words selected in the text stand in the first field; move them where they belong."}
        </p>
        {PARTS.map(([name, label, hint], i) => (
          <label key={name}>
            {label}
            <input
              name={name}
              defaultValue={i === 0 ? chosen : ""}
              placeholder={name === "value" && value !== "" ? `now: ${value}` : hint}
              title={hint}
              autocomplete="off"
            />
          </label>
        ))}
        <p class="reading" role="status" />
        <button type="button" onClick={(event) => void look(event.currentTarget.form as HTMLFormElement)}>
          How is it read?
        </button>
        <button type="submit">Keep</button>
      </form>
    );
  });
}

/** What stands in a field of a form; empty where it has no such field. */
export function field(form: HTMLFormElement, name: string): string {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found.value.trim() : "";
}

/** A dialog that gives one thing or, closed, null; the focus goes back to where it was. */
export function dialog<T>(
  document: Document,
  label: string,
  inside: (done: (given: T) => void) => VNode,
): Promise<T | null> {
  return new Promise((resolve) => {
    const element = document.createElement("dialog");
    element.className = "desk-dialog";
    element.setAttribute("aria-label", label);
    document.body.append(element);
    let result: T | null = null;
    const done = (given: T): void => {
      result = given;
      element.close();
    };
    render(
      <>
        {inside(done)}
        <form method="dialog">
          <button type="submit">Cancel</button>
        </form>
      </>,
      element,
    );
    element.addEventListener("close", () => {
      element.remove();
      resolve(result);
    });
    element.showModal();
  });
}
