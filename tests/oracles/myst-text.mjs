// Reads JSON lines {"id", "text"} and answers each with what myst-parser sees in the text:
// {"id", "words", "notes", "title", "types"}. The words are those that readers see, in order; footnotes apart.
import { createInterface } from 'node:readline';
import { mystParse } from 'myst-parser';

const leftOut = new Set(['toctree', 'toc', 'tableofcontents', 'contents', 'bibliography', 'index', 'raw', 'embed', 'include', 'literalinclude', 'iframe']);
const hidden = /<(script|style|iframe|object|noscript|template|svg)\b[\s\S]*?<\/\1\s*>/gi;

function plain(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(hidden, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&amp;/g, '&');
}

function cited(node) {
  return `[${[node.prefix, node.label, node.suffix].filter(Boolean).join(' ')}]`;
}

function reader() {
  const seen = { words: [], notes: [], title: null, types: new Set() };
  let words = seen.words;

  function all(nodes) {
    for (const node of nodes ?? []) one(node);
  }

  function directive(node) {
    if (leftOut.has(node.name)) return;
    if (node.children?.length) return all(node.children);
    if (node.name === 'mermaid' || node.name.startsWith('code')) return void words.push(node.value ?? '');
    words.push(node.name, node.args ? `: ${node.args}` : '');
    all(mystParse(node.value ?? '').children);
  }

  function role(node) {
    if (node.name === 'index') return;
    if (node.children?.length) return all(node.children);
    words.push(node.value ?? '');
  }

  function one(node) {
    seen.types.add(node.type);
    switch (node.type) {
      case 'text':
      case 'inlineCode':
      case 'code':
      case 'math':
      case 'inlineMath':
        words.push(node.value ?? '');
        break;
      case 'html':
        words.push(plain(node.value ?? ''));
        break;
      case 'cite':
        words.push(cited(node));
        break;
      case 'crossReference':
      case 'download':
      case 'link':
        if (node.children?.length) all(node.children);
        else words.push(node.label ?? node.identifier ?? node.url ?? '');
        break;
      case 'heading':
        if (node.depth === 1 && seen.title === null) {
          const outer = words;
          words = [];
          all(node.children);
          seen.title = words.join('');
          words = outer;
        } else all(node.children);
        break;
      case 'container': {
        // Readers of code see its caption first with us.
        const isCaption = (child) => child.type === 'caption' && node.kind === 'code';
        all(node.children.filter(isCaption));
        all(node.children.filter((child) => !isCaption(child)));
        break;
      }
      case 'footnoteDefinition': {
        const outer = words;
        words = seen.notes;
        all(node.children);
        words = outer;
        break;
      }
      case 'mystDirective':
        directive(node);
        break;
      case 'mystRole':
        role(node);
        break;
      case 'comment':
      case 'mystTarget':
      case 'blockBreak':
      case 'footnoteReference':
      case 'image':
      case 'thematicBreak':
      case 'break':
      case 'definition':
      case 'mystDirectiveError':
      case 'mystRoleError':
        break;
      default:
        if (node.children) all(node.children);
        else if (node.value) words.push(node.value);
    }
  }

  return { seen, all };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  const body = text.replace(/^---[ \t]*\n[\s\S]*?\n---[ \t]*(\n|$)/, '');
  const { seen, all } = reader();
  all(mystParse(body).children);
  process.stdout.write(
    JSON.stringify({ id, words: seen.words.join(' '), notes: seen.notes.join(' '), title: seen.title, types: [...seen.types] }) + '\n',
  );
}
