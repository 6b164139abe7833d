import type { Day } from "../0-model/time.ts";
import { Kept, useKept } from "./lens.tsx";

/** The "true on" control: a plain form, so that it works without JavaScript. */
export function OnDay({ on, path }: { on: Day | null; path: string }) {
  return (
    <form class="on" action={path} method="get">
      <Kept but={["on"]} />
      <label for="on">True on</label>
      <input id="on" name="on" type="date" value={on ?? ""} min="0001-01-01" max="9999-12-31" />
      <button type="submit">Show</button>
      {on !== null && <AnyDay path={path} />}
    </form>
  );
}

function AnyDay({ path }: { path: string }) {
  const kept = useKept(["on"]);
  return <a href={kept(path)}>any day</a>;
}
