import { z } from 'zod'

/** Version of the layout of a backup file. */
export const BACKUP_FORMAT = 1
export const MANIFEST_NAME = 'manifest.json'
/** The databases, in the order in which they are copied: whatever the text of a document refers to is copied after it. */
export const DATABASES = ['log.db', 'talk.db', 'accounts.db'] as const
/** Where the contents of files are, each under its SHA-256. */
export const FILES_FOLDER = 'files/'
export const FILE_NAME = /^files\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/

/** What a backup holds. `size` in octets. */
export const manifest = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** ISO 8601. */
  madeAt: z.iso.datetime(),
  documents: z.int().nonnegative(),
  parts: z.array(
    z.strictObject({
      name: z.union([z.enum(DATABASES), z.string().regex(FILE_NAME)]),
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.infer<typeof manifest>
export type Part = Manifest['parts'][number]

/** A backup cannot be made, read or brought back; the message says why, what is safe and what to do. */
export class BackupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'BackupError'
  }
}
