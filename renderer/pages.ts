/** The host sends the same page for `/display`; behind the hash it also works where only `/` is served. */
export const isDisplay = (): boolean => location.pathname.replace(/\/$/, '') === '/display' || location.hash === '#/display';
