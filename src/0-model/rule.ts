/** Placeholder until the engine's types land. */
export interface Rule {
  readonly id: string;
  readonly version: string;
}
