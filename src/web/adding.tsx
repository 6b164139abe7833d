import { render } from "preact";
import { type Acts, isOpen, type Job, Jobs } from "../7-show/add.tsx";
import { Refused, send, upload } from "./send.ts";

/** How often the server is asked while something is read, in milliseconds. */
const OFTEN = 250;
/** The most that the server takes of one text, in bytes: a larger one is not even sent. */
const MOST = 32 * 1024 * 1024;

/** Makes the page take files and pasted text, and shows what comes of them as they are read. */
export function adding(document: Document): void {
  const [place, list, told] = ["add", "jobs", "told-add"].map((id) => document.getElementById(id));
  if (place == null || list == null || told == null) return;
  const say = (words: string): void => {
    told.textContent = words;
  };
  const shown = shows(list, say);
  const give = (texts: readonly { readonly name: string; readonly bytes: Blob }[]): void => {
    void (async () => {
      for (const { name, bytes } of texts) {
        if (bytes.size > MOST) {
          say(`${name} is too large: at most 32 MB are read. Split it.`);
          continue;
        }
        say(`${name} is given to be read.`);
        if (!(await tried(say, () => upload(name, bytes)))) return;
        shown.look();
      }
    })();
  };
  render(<Form give={give} />, place);
  takesDrops(document, give);
  shown.look();
}

type Give = (texts: readonly { readonly name: string; readonly bytes: Blob }[]) => void;

function Form({ give }: { give: Give }) {
  return (
    <>
      <p class="drop" id="drop">
        <label for="files">Choose files of plain text, or drop them here</label>{" "}
        <input
          id="files"
          type="file"
          multiple={true}
          onChange={({ currentTarget }) => {
            give([...(currentTarget.files ?? [])].map((file) => ({ name: file.name, bytes: file })));
            currentTarget.value = "";
          }}
        />
      </p>
      <form
        class="paste"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const [name, text] = [written(form, "name"), written(form, "text")];
          if (text.trim() === "") return;
          give([{ name: name === "" ? "pasted text" : name, bytes: new Blob([text]) }]);
          form.reset();
        }}
      >
        <label for="text">Or paste a text</label>
        <textarea id="text" name="text" rows={8} dir="auto" required={true} spellcheck={false} />
        <p>
          <label for="name">What it is called</label>{" "}
          <input id="name" name="name" maxLength={300} autocomplete="off" placeholder="pasted text" />{" "}
          <button type="submit">Read it</button>
        </p>
      </form>
    </>
  );
}

function written(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
}

/** Files are taken wherever on the page they are dropped: a browser would else leave the page for them. */
function takesDrops(document: Document, give: Give): void {
  const over = (is: boolean): void => {
    document.documentElement.classList.toggle("dropping", is);
  };
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", () => over(false));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    give([...(event.dataTransfer?.files ?? [])].map((file) => ({ name: file.name, bytes: file })));
  });
}

/** Shows the texts on their way, and asks again as long as one of them is. */
function shows(list: HTMLElement, say: (words: string) => void): { look: () => void } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let before: ReadonlyMap<string, Job> = new Map();
  const acts: Acts = {
    stop: (job) => void tried(say, () => send("add-stop", { job })).then(look),
    resume: (job) => void tried(say, () => send("add-resume", { job })).then(look),
  };
  function look(): void {
    clearTimeout(waiting);
    void tried(say, async () => {
      const response = await fetch("/add.json");
      if (!response.ok) throw new Refused(response.status, { error: "The session is over. Open a new address." });
      const { jobs } = (await response.json()) as { readonly jobs: readonly Job[] };
      render(<Jobs jobs={jobs} acts={acts} />, list);
      for (const job of jobs) if (before.get(job.id)?.state !== job.state && before.size > 0) speak(job, say);
      before = new Map(jobs.map((job) => [job.id, job]));
      clearTimeout(waiting);
      if (jobs.some(isOpen)) waiting = setTimeout(look, OFTEN);
    });
  }
  return { look };
}

/** Says the end of a reading for whoever does not see the list. */
function speak({ name, state, report, why }: Job, say: (words: string) => void): void {
  if (report !== null) say(`${name} is read: ${report.claims} claims kept.`);
  else if (state === "unreadable") say(why ?? `${name} could not be read.`);
  else if (state === "interrupted") say(`${name} was stopped. Nothing of it was kept.`);
}

/** Does it, and says in words what hindered it; false then. */
async function tried(say: (words: string) => void, does: () => Promise<unknown>): Promise<boolean> {
  try {
    await does();
    return true;
  } catch (error) {
    say(error instanceof Refused ? error.message : "The server cannot be reached. Start it again in the terminal.");
    return false;
  }
}
