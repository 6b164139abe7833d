import type { PartName } from "../0-model/claim.ts";
import type { Document, Rendition } from "../0-model/document.ts";
import type { Span } from "../0-model/span.ts";
import type { Dispute } from "./disputes.ts";
import type { Shown } from "./view.ts";

/** Why does the record say this? */
export interface WhyQuestion {
  readonly claim: string;
  readonly known?: number | null;
}

/** What filled one role. */
export interface Filled {
  readonly role: string;
  /** The slot or operator that filled it. */
  readonly how: string;
  /** Null when the role was filled by what the rule itself gives. */
  readonly span: Span | null;
}

/** One claim with its words in context, and how it came about. */
export interface WhyAnswer {
  /** Null when the record holds no such claim. */
  readonly shown: Shown | null;
  readonly document: Document | null;
  readonly rendition: Rendition | null;
  /** The sentence or item around the evidence. */
  readonly context: Span | null;
  readonly headings: readonly string[];
  readonly evidence: readonly Span[];
  readonly parts: readonly { readonly part: PartName; readonly from: string; readonly spans: readonly Span[] }[];
  /** Rule, model or person that found it, with the version. */
  readonly rules: readonly { readonly rule: string; readonly version: string }[];
  readonly trigger: Span | null;
  readonly filled: readonly Filled[];
  readonly operators: readonly string[];
  /** Reference entries behind the claim: label and the words of the entry, where the document has them. */
  readonly citations: readonly { readonly label: string; readonly entry: string | null }[];
  readonly disputes: readonly Dispute[];
}
