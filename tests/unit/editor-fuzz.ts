import type { NodeType } from '@tiptap/pm/model'
import { Selection, TextSelection } from '@tiptap/pm/state'
import { canJoin, canSplit, findWrapping, liftTarget } from '@tiptap/pm/transform'
import type { Page } from './editor-people.ts'

type Random = (below: number) => number

/** Letters that are typed once each, so that each can be looked for. */
export class Letters {
  #next = 0x4e00
  readonly typed = new Set<string>()
  readonly deleted = new Set<string>()

  next(count: number): string {
    let letters = ''
    for (let i = 0; i < count; i++) letters += String.fromCharCode(this.#next++)
    for (const letter of letters) this.typed.add(letter)
    return letters
  }
}

const wordsOf = (page: Page): string => page.editor.state.doc.textContent

/** Kinds of blocks of the schema, by what can be done with them. */
function kindsOf(page: Page): { texts: NodeType[]; wrappers: NodeType[]; leaves: NodeType[] } {
  const own = Object.values(page.editor.schema.nodes).filter(
    (type) =>
      !type.name.startsWith('unknown') && !type.hasRequiredAttrs() && type !== page.editor.schema.topNodeType,
  )
  return {
    texts: own.filter((type) => type.isTextblock),
    wrappers: own.filter((type) => type.isBlock && !type.isTextblock && !type.isLeaf),
    leaves: own.filter((type) => type.isLeaf && !type.isText),
  }
}

/** A place in the text, the selection put there. */
function goSomewhere(page: Page, random: Random): void {
  const { state, view } = page.editor
  const $pos = state.doc.resolve(random(state.doc.content.size + 1))
  view.dispatch(state.tr.setSelection(Selection.near($pos)))
}

/** One change by one person, of a hundred `typing` of letters. Marks down what letters it took away. */
export function editOnce(page: Page, random: Random, letters: Letters, typing: number): string {
  const before = wordsOf(page)
  goSomewhere(page, random)
  const done = change(page, random, letters, random(100) < typing ? 0 : 35 + random(65))
  const after = new Set(wordsOf(page))
  for (const letter of before) if (!after.has(letter)) letters.deleted.add(letter)
  return done
}

function change(page: Page, random: Random, letters: Letters, dice: number): string {
  const { editor } = page
  const { state, view, schema } = editor
  const { $from } = state.selection
  const { texts, wrappers, leaves } = kindsOf(page)
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T
  if (dice < 35) {
    if (state.selection instanceof TextSelection) page.type(letters.next(2 + random(5)))
    return 'type'
  }
  if (dice < 43) {
    const from = Math.max(0, $from.pos - random(10))
    const tr = state.tr.deleteRange(from, $from.pos)
    view.dispatch(tr)
    return 'delete'
  }
  if (dice < 53) {
    const depth = $from.depth > 2 && random(2) === 0 ? 2 : 1
    if ($from.parent.isTextblock && canSplit(state.doc, $from.pos, depth))
      view.dispatch(state.tr.split($from.pos, depth))
    return 'split'
  }
  if (dice < 60) {
    const at = $from.depth > 0 ? $from.before(1 + random($from.depth)) : 0
    if (canJoin(state.doc, at)) view.dispatch(state.tr.join(at))
    return 'join'
  }
  if (dice < 72) {
    editor.commands.setNode(pick(texts).name)
    return 'kind'
  }
  if (dice < 80) {
    const range = $from.blockRange()
    const wrapping = range === null ? null : findWrapping(range, pick(wrappers))
    if (range !== null && wrapping !== null) view.dispatch(state.tr.wrap(range, wrapping))
    return 'wrap'
  }
  if (dice < 85) {
    const range = $from.blockRange()
    const target = range === null ? null : liftTarget(range)
    if (range !== null && target !== null) view.dispatch(state.tr.lift(range, target))
    return 'lift'
  }
  if (dice < 92) {
    const from = random(state.doc.childCount)
    const node = state.doc.child(from)
    const start = state.doc.children.slice(0, from).reduce((sum, one) => sum + one.nodeSize, 0)
    const to = random(state.doc.childCount)
    const target = state.doc.children.slice(0, to).reduce((sum, one) => sum + one.nodeSize, 0)
    if (from === to || state.doc.childCount < 2) return 'drag nothing'
    const tr = state.tr.delete(start, start + node.nodeSize)
    view.dispatch(tr.insert(tr.mapping.map(target), node))
    return 'drag'
  }
  if (dice < 96) {
    const to = state.doc.resolve(Math.min(state.doc.content.size, $from.pos + random(8)))
    view.dispatch(state.tr.setSelection(TextSelection.between($from, to)))
    editor.commands.toggleMark(
      pick(Object.values(schema.marks).filter(({ name }) => name !== 'unknownFormat' && name !== 'link'))
        .name,
    )
    return 'mark'
  }
  const leaf = pick(leaves)
  const node = leaf.create()
  if ($from.parent.canReplaceWith($from.index(), $from.index(), leaf))
    view.dispatch(state.tr.insert($from.pos, node))
  else if (leaf.isBlock && $from.depth > 0) {
    const at = $from.after(1)
    view.dispatch(state.tr.insert(at, node))
  }
  return 'leaf'
}
