const NAME = /^scriptorium-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar$/

/** How a backup is called that nobody has given a name: by its time, so that they sort. */
export const backupName = (now: Date): string =>
  `scriptorium-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar`

export const isBackupName = (name: string): boolean => NAME.test(name)
