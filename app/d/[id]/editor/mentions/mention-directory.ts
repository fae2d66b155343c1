import type { Awareness } from 'y-protocols/awareness'
import { type Person, peopleHere, personOf } from '../../../../../lib/presence.ts'
import { pageWords } from '../../../../i18n/page-words.ts'

/** Somebody whom the text can name. */
export interface KnownPerson extends Person {
  /** Has the document open now. */
  readonly isHere: boolean
}

export interface KnownDocument {
  readonly id: string
  readonly title: string
}

/** Where names come from. Each resolves to null when there is no answer. */
export interface DirectorySources {
  readonly awareness: Awareness
  /** People with a role in this document. */
  readonly people: () => Promise<readonly Person[] | null>
  /** Documents that this person may open, last changed first. */
  readonly documents: () => Promise<readonly KnownDocument[] | null>
}

type Sort = 'people' | 'documents'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Whom and what this page knows by name: who is here, and what the server said when it was asked. It is asked when
 * the text names somebody or the menu opens, never by the clock.
 */
export class MentionDirectory {
  readonly #sources: DirectorySources
  readonly #listeners = new Set<() => void>()
  readonly #asked = new Map<Sort, Promise<void>>()
  #members: readonly Person[] = []
  #documents: readonly KnownDocument[] = []
  #here: readonly Person[] = []

  constructor(sources: DirectorySources) {
    this.#sources = sources
  }

  /** The others who are here first, then those with a role, as they came, oneself last. */
  get people(): readonly KnownPerson[] {
    const here = new Set(this.#here.map(({ id }) => id))
    const people = [
      ...this.#here.map((person) => ({ ...person, isHere: true })),
      ...this.#members.filter(({ id }) => !here.has(id)).map((person) => ({ ...person, isHere: false })),
    ]
    const { selfId } = this
    return people.sort((a, b) => Number(a.id === selfId) - Number(b.id === selfId))
  }

  get documents(): readonly KnownDocument[] {
    return this.#documents
  }

  get selfId(): string {
    const { awareness } = this.#sources
    return personOf(pageWords(), awareness.getLocalState(), awareness.clientID).id
  }

  /** Null while nothing is known of them. */
  person(id: string): KnownPerson | null {
    const here = this.#here.find((person) => person.id === id)
    if (here !== undefined) return { ...here, isHere: true }
    const member = this.#members.find((person) => person.id === id)
    return member === undefined ? null : { ...member, isHere: false }
  }

  /** The present title; null for documents that this person is not known to be let into. */
  titleOf(id: string): string | null {
    return this.#documents.find((document) => document.id === id)?.title ?? null
  }

  /** Asks for names of one sort, unless that was done. */
  want(sort: Sort): void {
    if (!this.#asked.has(sort)) this.#ask(sort)
  }

  /** Asks for everything again. */
  renew(): void {
    this.#ask('people')
    this.#ask('documents')
  }

  /** Calls back whenever a name, or who is here, has changed. Returns what ends that. */
  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) {
      this.#sources.awareness.on('change', this.#look)
      this.#here = this.#present()
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#sources.awareness.off('change', this.#look)
    }
  }

  readonly #look = (): void => {
    const now = this.#present()
    if (same(now, this.#here)) return
    this.#here = now
    this.#tell()
  }

  /** Who has no user id has not been vouched for by the server. */
  #present(): readonly Person[] {
    const states = this.#sources.awareness.getStates()
    return peopleHere(pageWords(), states, this.selfId).filter(({ id }) => !id.startsWith('client-'))
  }

  #ask(sort: Sort): void {
    const asked = sort === 'people' ? this.#askPeople() : this.#askDocuments()
    this.#asked.set(sort, asked)
  }

  async #askPeople(): Promise<void> {
    const people = await this.#sources.people()
    if (people === null || same(people, this.#members)) return
    this.#members = people
    this.#tell()
  }

  async #askDocuments(): Promise<void> {
    const documents = await this.#sources.documents()
    if (documents === null || same(documents, this.#documents)) return
    this.#documents = documents
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
