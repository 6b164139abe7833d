// A server that plays a language model: it answers what a test tells it to, as a chat completion or in any worse way.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One request as the server saw it. */
export interface Asked {
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
  /** The passage that was shown. */
  readonly passage: string;
}

/** What is answered: the words of a completion, or whatever a function does to the response. */
export type Reply = string | ((response: ServerResponse) => void);

/** A scripted model on the loopback address. `asked` grows with every request. */
export class Scripted {
  readonly asked: Asked[] = [];
  private readonly server;

  constructor(reply: (asked: Asked, times: number) => Reply) {
    this.server = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => {
        text += String(part);
      });
      request.on("end", () => {
        const body = JSON.parse(text || "{}") as Record<string, unknown>;
        const messages = (body.messages ?? []) as { role: string; content: string }[];
        const { passage } = JSON.parse(messages[1]?.content ?? '{"passage":""}') as { passage: string };
        const asked = { url: request.url ?? "", headers: request.headers, body, passage };
        this.asked.push(asked);
        const given = reply(asked, this.asked.length);
        if (typeof given === "string") complete(response, given);
        else given(response);
      });
    });
  }

  /** Listens, and gives the address of the API's base. */
  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}/v1`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Answers as an OpenAI-compatible API does. */
export function complete(response: ServerResponse, content: string): void {
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }] }),
  );
}

/** A server for the length of one test. */
export async function playing(
  reply: ConstructorParameters<typeof Scripted>[0],
  use: (at: string, model: Scripted) => Promise<void>,
) {
  const model = new Scripted(reply);
  try {
    await use(await model.start(), model);
  } finally {
    model.stop();
  }
}
