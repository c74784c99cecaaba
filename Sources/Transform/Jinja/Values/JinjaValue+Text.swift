extension JinjaValue {
    /// What `{{ value }}` writes: Python's text (`True`, `None`, `['a', 1]`, `1.0`).
    package var text: String { "" }
}
