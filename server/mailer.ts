import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

/** A letter in plain text. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Mailer {
  /** Whether letters leave this machine. */
  readonly delivers: boolean
  /** Resolves when the letter is handed over. Rejects when it is not. */
  send(letter: Letter): Promise<void>
}

/** Sends over SMTP. `url` as nodemailer takes it: `smtps://user:password@host:port`. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url)
  return {
    delivers: true,
    send: async (letter) => {
      const { headers = {}, ...words } = letter
      await transport.sendMail({ from, ...words, headers: { ...headers } })
    },
  }
}

/** Without SMTP the operator finds the letter in the log and can pass it on. */
export function loggingMailer(logger: Logger): Mailer {
  return {
    delivers: false,
    send: async (letter) => {
      logger.warn({ letter }, 'no SMTP_URL is set: this letter was not sent')
    },
  }
}
