/// `modules.datetime` and `modules.re`, as far as dbt projects use them.
enum Modules {
    static let all = JinjaMembers("modules", [:])
}
