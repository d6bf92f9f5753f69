// The inspector's style: a sheet of its own, so that pages without it do not carry it.

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.inspector { flex: none; max-block-size: 60%; overflow: auto; border-block-start: 1px solid var(--line); background: var(--raised); color: var(--text); font: 0.75rem/1.125rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.inspector > summary { position: sticky; inset-block-start: 0; padding: 6px 12px; background: inherit; font-weight: 600; cursor: pointer; }
.inspector-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; padding: 0 12px 6px; }
.inspector-tools input[type="search"] { flex: 1 1 90px; min-inline-size: 0; font: inherit; padding: 3px 6px; border: 1px solid var(--control); border-radius: 6px; background: var(--surface); color: inherit; }
.inspector label { display: inline-flex; align-items: center; gap: 4px; min-block-size: 24px; }
.inspector button { min-block-size: 24px; padding: 1px 8px; border: 1px solid var(--control); border-radius: 6px; background: var(--surface); font: inherit; }
.inspector-list { margin: 0; padding: 0 12px 6px; max-block-size: 220px; overflow: auto; list-style: none; }
.inspector-list li { border-block-start: 1px solid var(--line); }
.inspector-list summary { padding-block: 3px; overflow-wrap: anywhere; cursor: pointer; }
.inspector-list pre { margin: 0 0 6px; padding: 6px; overflow: auto; max-block-size: 260px; border-radius: 6px; background: var(--surface); white-space: pre-wrap; overflow-wrap: anywhere; }
.inspector-list h4 { margin: 4px 0 2px; font: inherit; font-weight: 600; }
.inspector-at { display: inline-block; min-inline-size: 8ch; color: var(--meta); }
.inspector-failed { color: var(--warning); }
.inspector-note { margin: 0; padding: 0 12px 6px; }
.inspector-note:empty { display: none; }
.inspector-stage { padding: 0 12px 12px; }
.inspector-stage bavard-chat { block-size: 420px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
`);
