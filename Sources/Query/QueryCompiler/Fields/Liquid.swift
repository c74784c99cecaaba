/// Liquid inside of SQL, which has to be evaluated before the SQL means anything.
enum Liquid {
    static func isIn(_ text: String) -> Bool { text.contains("{%") || text.contains("{{") }
}
