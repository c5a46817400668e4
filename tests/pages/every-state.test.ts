// In one file, so that bringing seven times a hundred states about is paid for once.
import './suites/markup.ts';
import './suites/access.ts';
import './suites/fit.ts';
