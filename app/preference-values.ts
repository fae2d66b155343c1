export const THEME_COOKIE = 'scriptorium-theme'
export const FONT_COOKIE = 'scriptorium-font'
export const THEMES = ['system', 'light', 'dark'] as const
export const FONTS = ['sans', 'serif'] as const
export type Theme = (typeof THEMES)[number]
export type TextFont = (typeof FONTS)[number]

export interface Preferences {
  readonly theme: Theme
  readonly font: TextFont
}

export const isTheme = (value: string | undefined): value is Theme => THEMES.some((theme) => theme === value)
export const isTextFont = (value: string | undefined): value is TextFont =>
  FONTS.some((font) => font === value)

export const parsePreferences = (theme: string | undefined, font: string | undefined): Preferences => ({
  theme: isTheme(theme) ? theme : 'system',
  font: isTextFont(font) ? font : 'sans',
})
