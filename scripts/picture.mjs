// Draws docs/plan.svg: what `fieldwork plan` shows of the example campaigns, as the program prints it.
import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'fieldwork-picture-'))
const [cell, height, margin] = [8.4, 18, 14]
const colours = {31: '#e5534b', 32: '#57ab5a', 33: '#c69026', 35: '#c678dd'}

try {
  cpSync(join(root, 'campaigns'), join(folder, 'campaigns'), {recursive: true})
  const {stdout} = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'plan', '--color'], {
    cwd: folder,
    env: {PATH: process.env.PATH, HOME: folder, TZ: 'UTC'},
    encoding: 'utf8',
  })
  writeFileSync(join(root, 'docs/plan.svg'), svg(`$ fieldwork plan\n${stdout}`.trimEnd().split('\n')))
} finally {
  rmSync(folder, {recursive: true, force: true})
}

function svg(lines) {
  const rows = lines.map((line, index) => `<text x="${margin}" y="${margin + 14 + index * height}">${spans(line)}</text>`)
  const [width, tall] = [Math.ceil(81 * cell + 2 * margin), lines.length * height + 2 * margin]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}" font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
<g fill="#cdd9e5">
${rows.join('\n')}
</g>
</svg>
`
}

/** SGR codes of a line as spans; each at its own column, so that no font can shift it. */
function spans(line) {
  const style = {}
  let column = 0
  return line
    .split(/(\x1b\[[0-9;]*m)/)
    .map(part => {
      if (part.startsWith('\x1b[')) {
        for (const code of part.slice(2, -1).split(';').map(Number)) change(style, code)
        return ''
      }
      if (part === '') return ''
      const x = margin + column * cell
      column += [...part].length
      return `<tspan x="${x.toFixed(1)}" textLength="${([...part].length * cell).toFixed(1)}"${attributes(style)}>${escaped(part)}</tspan>`
    })
    .join('')
}

function change(style, code) {
  if (code === 1) style.bold = true
  if (code === 2) style.dim = true
  if (code === 22) style.bold = style.dim = false
  if (code in colours) style.colour = colours[code]
  if (code === 39) style.colour = undefined
}

function attributes({bold, dim, colour}) {
  return `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}${colour ? ` fill="${colour}"` : ''}`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0')
}
