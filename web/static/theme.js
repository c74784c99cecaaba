// Runs before the first paint, so that a chosen theme never flashes the other one.
try {
    const choice = localStorage.getItem("soundings-theme");
    if (choice === "light" || choice === "dark") document.documentElement.setAttribute("data-theme", choice);
} catch {
    // Storage can be switched off; the system's theme holds then.
}
