/** Vite bundles the styles; TypeScript only has to know that importing one is no mistake. */
declare module "*.css";
