import { render } from "preact";
import { dialog, field } from "./asking.tsx";
import type { Press } from "./desk.tsx";
import { named, nameless, Refused, send } from "./send.ts";

/** How the server reads a claim by hand. */
interface Reading {
  readonly claim: string;
  readonly subject: string;
  readonly label: string;
  readonly value: string;
  readonly time: string | null;
}

/** On the page of a text: `m`, or a button, makes a claim of the words that are selected, or of words written by hand. */
export function making(document: Document): Press {
  const place = document.getElementById("make");
  if (place === null) return () => false;
  const open = (): void => void make(document, place);
  render(
    <button type="button" onClick={open}>
      Make a claim of selected words <kbd>m</kbd>
    </button>,
    place,
  );
  return (key) => {
    if (key !== "m") return false;
    open();
    return true;
  };
}

async function make(document: Document, place: HTMLElement): Promise<void> {
  const words = String(document.getSelection() ?? "").trim();
  const properties = (place.dataset.properties ?? "").split(" ");
  const text = place.dataset.document ?? "";
  const made = await dialog<string>(document, "Make a claim", (done) => (
    <Form
      words={words}
      properties={properties}
      send={(given, pretend) => write(document, { document: text, ...given, pretend })}
      done={done}
    />
  ));
  if (made !== null) location.assign(`${location.pathname}?${new URLSearchParams({ claim: made })}`);
}

async function write(document: Document, body: object): Promise<Reading> {
  if (!(await named(document))) throw nameless();
  return send<Reading>("claim", body);
}

const FIELDS: readonly (readonly [name: string, label: string, hint: string])[] = [
  ["subject", "About", "whom or what, as the text names it"],
  ["value", "Value", "a number, a day, a name, a place; nothing where the property has none"],
  ["time", "When", "where the words say when it was so"],
  ["role", "Office", "the words for an office"],
];

interface FormProps {
  readonly words: string;
  readonly properties: readonly string[];
  readonly send: (given: Readonly<Record<string, string>>, pretend: boolean) => Promise<Reading>;
  readonly done: (claim: string) => void;
}

function Form({ words, properties, send: write, done }: FormProps) {
  const given = (form: HTMLFormElement): Readonly<Record<string, string>> => {
    const all = ["words", "property", ...FIELDS.map(([name]) => name), "polarity", "mode"];
    return Object.fromEntries(all.flatMap((name) => (field(form, name) === "" ? [] : [[name, field(form, name)]])));
  };
  const act = async (form: HTMLFormElement, pretend: boolean): Promise<void> => {
    const told = form.querySelector(".reading");
    try {
      const read = await write(given(form), pretend);
      if (!pretend) return done(read.claim);
      const parts = [read.value, read.time].filter((one) => one !== null && one !== "");
      if (told !== null) told.textContent = `Read as: ${read.subject} · ${read.label} ${parts.join(" · ")}`;
    } catch (error) {
      if (told !== null) told.textContent = error instanceof Refused ? error.message : "Nothing was written.";
    }
    return undefined;
  };
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        void act(event.currentTarget, false);
      }}
    >
      <h2>Make a claim by hand</h2>
      <p class="quiet">It bears your name, and waits for review like any other.</p>
      <label>
        Words that say it
        <input
          name="words"
          defaultValue={words}
          placeholder="found exactly once in the text"
          autocomplete="off"
          required={true}
        />
      </label>
      <label>
        Property
        <select name="property">
          {properties.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {FIELDS.map(([name, label, hint]) => (
        <label key={name}>
          {label}
          <input name={name} placeholder={hint} autocomplete="off" required={name === "subject"} />
        </label>
      ))}
      <label>
        Polarity
        <select name="polarity">
          {["affirmed", "negated", "open"].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <p class="reading" role="status" />
      <button type="button" onClick={(event) => void act(event.currentTarget.form as HTMLFormElement, true)}>
        How is it read?
      </button>
      <button type="submit">Keep</button>
    </form>
  );
}
