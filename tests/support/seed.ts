import fc from 'fast-check';

/**
 * Generated inputs are new in every run at a desk, where they find what nobody thought of. In CI they
 * are the same for every run, so that what fails there is what was changed.
 */
if (process.env['CI']) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_129 });
