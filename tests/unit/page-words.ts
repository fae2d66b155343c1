import { setPageWords } from '../../app/i18n/page-words.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'

/** Every page of a unit test speaks English. */
setPageWords(translatorOf('en'), 'en')
