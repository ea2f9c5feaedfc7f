// Every part of the library. It repeats the few rules of styles.ts; both lie in one layer below our own.
import '@mantine/core/styles.layer.css';
