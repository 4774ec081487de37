// What JupyterLab and Notebook load of a prebuilt extension: a container of modules, written by hand, since
// nothing here has to be built. What Jupyter shares (its notebooks, Lumino) is taken from the scope it gives;
// the rest are the ES modules beside this file, the widgets' own among them.
(() => {
  const here = document.currentScript.src;
  let shared = {};
  const take = async (name) => {
    const versions = Object.values(shared[name] ?? {});
    if (!versions.length) throw new Error(`Jupyter shares no ${name}`);
    return (await versions[0].get())();
  };
  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB.khabar = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const [{ INotebookTracker }, { Widget }, { plugins }] = await Promise.all([
        take("@jupyterlab/notebook"), take("@lumino/widgets"), import(new URL("extension.js", here).href),
      ]);
      const made = { __esModule: true, default: plugins({ INotebookTracker, Widget }) };
      return () => made;
    },
  };
})();
