// The inspector's style: a sheet of its own, so that pages without it do not carry it. It stands before bavard.css, whose
// properties it uses, so that its rules begin with the panel's class.

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host .window[data-inspected=beside]{inline-size:min(var(--bavard-width,392px) + 520px,100vw - 2*var(--bavard-offset-inline,20px))}
:host .window[data-inspected=beside]>:not(.inspector){margin-inline-end:min(520px,50%)}
:host([placement=inline]) .window[data-inspected=beside]{inline-size:auto}
[data-inspected=beside]>.inspector{position:absolute;inset-block:0;inset-inline-end:0;inline-size:min(520px,50%);border-inline-start:1px solid var(--line)}
[data-inspected=below]>.inspector{flex:none;max-block-size:55%;border-block-start:1px solid var(--line)}
[data-inspected=below]>.inspector:has(.body:not([hidden])){flex:1 1 55%}
.inspector{--call:var(--accent-ink);--page:light-dark(oklch(.45 .11 155),oklch(.82 .12 155));--latency:light-dark(oklch(.5 .12 65),oklch(.84 .11 80));--event:var(--meta);--state:light-dark(oklch(.47 .15 305),oklch(.83 .09 305));display:flex;flex-direction:column;min-block-size:0;background:var(--surface);color:var(--text);font-size:.8125rem;line-height:1.125rem}
.inspector>*{direction:ltr}
.inspector [data-kind=call]{--kind:var(--call)}.inspector [data-kind=page]{--kind:var(--page)}.inspector [data-kind=latency]{--kind:var(--latency)}.inspector [data-kind=event]{--kind:var(--event)}.inspector [data-kind=state]{--kind:var(--state)}
.inspector .head{display:flex;align-items:center;gap:4px 10px;flex:none;min-block-size:44px;padding:4px 12px;border-block-end:1px solid var(--line);background:var(--raised)}
.inspector .fold{flex:none;display:flex;align-items:center;gap:6px;min-block-size:28px;margin-inline-start:-6px;padding:2px 6px;border:0;border-radius:8px;background:none;font-weight:600}
.inspector .fold::before{content:"";inline-size:6px;block-size:6px;margin:-3px 3px 0;border:solid currentColor;border-width:0 2px 2px 0;rotate:45deg}
.inspector .fold[aria-expanded=false]::before{rotate:-45deg;margin-block-start:0}
.inspector .state{flex:1;min-inline-size:0;margin:0;overflow:hidden;color:var(--meta);text-align:end;text-overflow:ellipsis;white-space:nowrap}
.inspector .state b{color:var(--text);font-weight:600}
.inspector .state span::before{content:" · "}
.inspector .body{display:flex;flex-direction:column;flex:1;min-block-size:0}
.inspector :is(.tools,.kinds){display:flex;flex-wrap:wrap;align-items:center;gap:4px;flex:none;padding:8px 12px 0}
.inspector .kinds{gap:3px;padding-block-end:8px;border-block-end:1px solid var(--line)}
.inspector input[type=search]{flex:1 1 96px;min-inline-size:0;min-block-size:30px;padding:3px 10px;border:1px solid var(--control);border-radius:15px;background:var(--surface);color:inherit;font:inherit}
.inspector input::placeholder{color:var(--meta);opacity:1}
.inspector :is(.tools,.section,.stage-head) button{min-block-size:30px;padding:3px 10px;border:0;border-radius:15px;background:none;color:var(--accent-ink);font-weight:500}
.inspector :is(.tools,.section,.stage-head) button:hover,.inspector .fold:hover{background:color-mix(in oklch,var(--text) 9%,transparent)}
.inspector .kinds button{display:flex;align-items:center;gap:6px;min-block-size:26px;padding:2px 8px;border:1px solid var(--line);border-radius:13px;background:none;color:var(--meta)}
.inspector .kinds button::before{content:"";inline-size:8px;block-size:8px;box-sizing:border-box;border:1.5px solid var(--kind);border-radius:50%}
.inspector .kinds [aria-pressed=true]{background:var(--raised);color:var(--text)}
.inspector .kinds [aria-pressed=true]::before{background:var(--kind)}
.inspector ol{margin:0;padding:0;list-style:none}
.inspector .turns{flex:1;min-block-size:0;overflow:hidden auto;overscroll-behavior:contain;scrollbar-width:thin;scrollbar-color:var(--control) transparent;padding-block-end:12px}
.inspector .turn-head{position:sticky;inset-block-start:0;z-index:1;display:flex;align-items:baseline;gap:8px;padding:8px 12px 5px;background:var(--surface)}
.inspector h3{flex:1;min-inline-size:0;margin:0;overflow:hidden;font:inherit;font-weight:600;text-overflow:ellipsis;white-space:nowrap}
.inspector .turn-head span{flex:none;color:var(--meta);font-variant-numeric:tabular-nums}
.inspector .line{margin-inline:4px;border-radius:8px}
.inspector .line[open]{background:var(--raised);padding-block-end:4px}
.inspector summary{display:grid;grid-template-columns:8px auto minmax(0,1fr) auto;align-items:baseline;gap:0 7px;min-block-size:26px;padding:3px 8px;border-radius:8px;cursor:pointer;list-style:none}
.inspector summary::-webkit-details-marker{display:none}
.inspector summary:hover{background:color-mix(in oklch,var(--text) 6%,transparent)}
.inspector summary:focus-visible{outline-offset:-2px}
.inspector .kind{inline-size:8px;block-size:8px;align-self:center;border-radius:50%;background:var(--kind)}
.inspector summary b{font-weight:500}
.inspector [data-kind=call] b{font-weight:600}
.inspector .gist{overflow:hidden;color:var(--meta);text-overflow:ellipsis;white-space:nowrap}
.inspector .line[open] .gist{white-space:normal;overflow-wrap:anywhere}
.inspector .outcome{color:var(--meta);font-variant-numeric:tabular-nums;white-space:nowrap}
.inspector .failed{color:var(--warning);font-weight:500}
.inspector .bar{grid-column:2/-1;block-size:4px;margin-block:1px 3px;border-radius:2px;background:var(--raised)}
.inspector .line[open] .bar{background:var(--line)}
.inspector .bar i{display:block;block-size:100%;inline-size:max(3px,100%*var(--part));margin-inline-start:min(100% - 3px,100%*var(--from));border-radius:2px;background:var(--kind)}
.inspector .line>p{margin:4px 12px}
.inspector .section{display:flex;align-items:center;justify-content:space-between;padding:0 4px 0 12px}
.inspector h4{margin:0;font:inherit;font-weight:600}
.inspector .section button{min-block-size:26px}
.inspector pre{margin:0 8px 4px;padding:8px 10px;overflow:auto;max-block-size:320px;border-radius:8px;background:var(--surface);font:.75rem/1.125rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;direction:ltr;text-align:left;scrollbar-width:thin}
.inspector .json-key{color:var(--call)}.inspector .json-string{color:var(--page)}.inspector .json-literal{color:var(--state)}
.inspector .note{flex:none;margin:0;padding:6px 12px;border-block-start:1px solid var(--line)}
.inspector .note:empty{display:none}
.inspector .stage{display:flex;flex-direction:column;flex:1;min-block-size:0}
.inspector .stage-head{display:flex;align-items:center;gap:8px;flex:none;padding:4px 8px;color:var(--meta);overflow-wrap:anywhere}
.inspector .stage bavard-chat{flex:1;min-block-size:0;border-block-start:1px solid var(--line)}
@media (forced-colors:active){.inspector .bar i,.inspector .kind{background:CanvasText}.inspector :is(.tools,.kinds,.section,.stage-head) button{border:1px solid ButtonText}.inspector .kinds [aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`);
