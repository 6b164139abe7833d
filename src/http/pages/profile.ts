import { valueWriting } from "../../0-model/wire.ts";
import { ask } from "../../6-ask/ask.ts";
import { profile as question } from "../../6-ask/profile.ts";
import { wireFinding } from "../../6-ask/wire.ts";
import { profilePage } from "../../7-show/pages.tsx";
import { href } from "../../7-show/routes.ts";
import { beside, elsewhere, findingsOf, type Handler, show, unknown } from "../handling.ts";

/** `/g/:entity` */
export const profile: Handler = async (c, site) => {
  const about = c.req.param("entity") ?? "";
  const { on = null, ...all } = site.looked.lens;
  const answer = await ask(site.store, site.knowledge.schema, question, { about, on, ...all });
  if (answer.entity === null) return unknown(c, site, about);
  if (answer.entity.kind === "person") return elsewhere(c, href("person", { person: answer.entity.id }));
  if (answer.entity.id !== about) return elsewhere(c, href("profile", { entity: answer.entity.id }));
  const asked = await beside(c, site, answer.documents);
  const concluded = await findingsOf(c, site, answer.entity.id);
  const told = concluded.findings.map((one) => wireFinding(one, valueWriting(concluded.entities)));
  const whole = told.length === 0 ? answer : { ...answer, findings: told };
  return show(c, site, whole, { page: () => profilePage(answer, asked, concluded.findings) });
};
