// A style made at run time, as a component library makes it.
const style = document.createElement('style');
style.nonce = document.querySelector('meta[property="csp-nonce"]').content;
style.textContent = 'h1 { color: rgb(1, 2, 3); }';
document.head.append(style);

/** Sends one message and resolves with the next answer. */
globalThis.ask = (data) => new Promise((resolve) => {
  globalThis.daybook.onMessage(resolve);
  globalThis.daybook.postMessage(data);
});
