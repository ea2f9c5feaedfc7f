import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: deep teal, from paper to night. */
const teal: MantineColorsTuple = [
  '#ecf5f5', '#d5e8e9', '#add3d5', '#7fb9bc', '#549ca1', '#338388', '#1d6f74', '#0f5e63', '#0b494d', '#073437',
];
/** Danger only. */
const red: MantineColorsTuple = [
  '#fdf0ee', '#f9dcd8', '#f0b5ae', '#e68a80', '#da6357', '#cb4438', '#b93126', '#a1251b', '#811c14', '#5c120c',
];
/** Attention; always beside a shape or a word. */
const amber: MantineColorsTuple = [
  '#fdf5e4', '#f9e7c0', '#f2d089', '#e8b44d', '#d99a1f', '#bd8110', '#996707', '#7c5304', '#5f3f03', '#412b01',
];

/** Greys of the dark scheme, with a breath of the accent in them. */
const dark: MantineColorsTuple = [
  '#d5dfde', '#b3c2c0', '#9db0ae', '#71827f', '#3a4a48', '#293533', '#1b2524', '#161f1e', '#0e1514', '#0a100f',
];

export const theme = createTheme({
  colors: { teal, red, amber, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#14201f',
  fontFamily: "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', system-ui, sans-serif",
  fontFamilyMonospace: "'Noto Sans', system-ui, sans-serif",
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  focusRing: 'always',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Hints stand below, so that boxes beside each other begin at the same height.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    // The library that stops the page behind from scrolling writes styles without a nonce; nothing scrolls there anyway.
    // At once, so that what is typed after the key goes into the dialog and not behind it.
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 }, centered: true } },
    ModalRoot: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 100 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 } } },
    Combobox: { defaultProps: { transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 80 }, openDelay: 300 } },
  },
});

/** Colours of paper, ink and lines, by scheme. Own styles use the `--db-…` names. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f8', '--mantine-color-text': '#14201f', '--mantine-color-dimmed': '#4d5f5d',
    '--mantine-color-default-border': '#cdd7d6', '--mantine-color-placeholder': '#6b7c7a', '--mantine-color-error': '#a1251b',
    '--db-surface': '#ffffff', '--db-sunken': '#edf1f1', '--db-line': '#dde4e3', '--db-strong-line': '#8a9997',
    '--db-ink': '#14201f', '--db-dim': '#4d5f5d',
    '--db-accent': '#0f5e63', '--db-accent-soft': '#e3f0f0', '--db-on-accent': '#ffffff',
    '--db-danger': '#a1251b', '--db-danger-soft': '#fdf0ee', '--db-amber': '#7c5304', '--db-amber-soft': '#fdf3dc',
    '--db-shadow': '0 1px 2px rgb(16 32 31 / 8%)',
  },
  dark: {
    '--mantine-color-body': '#0e1514', '--mantine-color-text': '#e4ebea', '--mantine-color-dimmed': '#9db0ae',
    '--mantine-color-default': '#1b2524', '--mantine-color-default-hover': '#243130',
    '--mantine-color-default-border': '#3a4a48', '--mantine-color-placeholder': '#8a9c9a', '--mantine-color-error': '#f0a097',
    '--db-surface': '#161f1e', '--db-sunken': '#0a100f', '--db-line': '#293533', '--db-strong-line': '#71827f',
    '--db-ink': '#e4ebea', '--db-dim': '#9db0ae',
    '--db-accent': '#7fc4c7', '--db-accent-soft': '#1a403c', '--db-on-accent': '#06201f',
    '--db-danger': '#f0a097', '--db-danger-soft': '#381815', '--db-amber': '#f0c368', '--db-amber-soft': '#33270d',
    '--db-shadow': 'none',
  },
});

/** The mark the host put into the page: styles made at run time are allowed by it alone. */
export const styleNonce = (): string => document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? '';
