import { useHref } from "./lens.tsx";
import { ROUTES, type Route } from "./routes.ts";

/** The ways of looking at one entity: every route that has `/g/:entity` in its address, in the order of the table. */
export function Views({ entity, current }: { entity: string; current: Route["name"] }) {
  const href = useHref();
  return (
    <nav class="views" aria-label="Views">
      {ROUTES.filter(({ pattern }) => pattern.startsWith("/g/:entity")).map(({ name, label, key }) => (
        <a
          key={name}
          href={href(name, { entity })}
          title={`g then ${key}`}
          data-go={key}
          aria-current={name === current ? "page" : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
