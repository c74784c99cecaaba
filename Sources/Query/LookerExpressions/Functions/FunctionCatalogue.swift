/// Every function there is, after Looker's reference "Looker functions and operators".
package enum FunctionCatalogue {
    /// In the order of the reference page: by group, in each by name.
    package static let all: [ExpressionFunction] = [
        mathematics, statistics, distributions, text, dates, logic, rows, pivots, filters,
    ].flatMap { group in group.sorted { $0.name < $1.name } }

    /// - Parameter name: In lower case, as functions are written.
    package static func function(named name: String) -> ExpressionFunction? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// `if` and `case` are part of the grammar; they are described here so that completion finds all in one place.
    package static let forms: [(name: String, signature: String, summary: String)] = [
        (
            "if", "if(condition, value_if_yes, value_if_no)",
            "`value_if_yes` where `condition` is yes, else `value_if_no`, also where `condition` is null."
        ),
        (
            "case", "case(when(condition, value), when(condition, value), ..., otherwise)",
            "The value of the first `when` whose condition is yes, else `otherwise`."
        ),
    ]

    static let mathematics: [ExpressionFunction] = [
        .anywhere("abs", .mathematics, [.number("value")], .type(.number), "The size of `value` without its sign."),
        .anywhere(
            "ceiling", .mathematics, [.number("value")], .type(.number), "The smallest whole number not below `value`."),
        .anywhere("exp", .mathematics, [.number("value")], .type(.number), "e to the power of `value`."),
        .anywhere(
            "floor", .mathematics, [.number("value")], .type(.number), "The largest whole number not above `value`."),
        .anywhere(
            "ln", .mathematics, [.number("value")], .type(.number),
            "Natural logarithm of `value`; null unless `value` is above 0."),
        .anywhere(
            "log", .mathematics, [.number("value")], .type(.number),
            "Logarithm of `value` to base 10; null unless `value` is above 0."),
        .anywhere(
            "mod", .mathematics, [.number("value"), .number("divisor")], .type(.number),
            "What remains of `value` divided by `divisor`, with the sign of `value`; null if `divisor` is 0."),
        .anywhere(
            "power", .mathematics, [.number("base"), .number("exponent")], .type(.number),
            "`base` to the power of `exponent`."),
        .anywhere(
            "rand", .mathematics, [], .type(.number), "A random number from 0 to below 1, another in each row.",
            isPure: false),
        .anywhere(
            "round", .mathematics, [.number("value"), .number("num_decimals")], .type(.number),
            "`value` to `num_decimals` places; halves go away from 0, negative places round to tens, hundreds, ..."),
        .anywhere(
            "sqrt", .mathematics, [.number("value")], .type(.number),
            "Square root of `value`; null if `value` is negative."),
        .anywhere(
            "acos", .mathematics, [.number("value")], .type(.number), "The angle in radians whose cosine is `value`."),
        .anywhere(
            "asin", .mathematics, [.number("value")], .type(.number), "The angle in radians whose sine is `value`."),
        .anywhere(
            "atan", .mathematics, [.number("value")], .type(.number), "The angle in radians whose tangent is `value`."),
        .calculation(
            "combin", .mathematics, [.number("set_size"), .number("selection_size")], .type(.number),
            "In how many ways `selection_size` of `set_size` things can be chosen."),
        .anywhere("cos", .mathematics, [.number("value")], .type(.number), "Cosine of `value` radians."),
        .anywhere("degrees", .mathematics, [.number("value")], .type(.number), "`value` radians in degrees."),
        .calculation(
            "fact", .mathematics, [.number("value")], .type(.number),
            "Factorial of `value`; null if `value` is negative or above 170."),
        .calculation(
            "multinomial", .mathematics, [.several("value", .number)], .type(.number),
            "Factorial of the sum of the arguments, divided by the factorial of each."),
        .anywhere("pi", .mathematics, [], .type(.number), "3.14159..."),
        .anywhere("radians", .mathematics, [.number("value")], .type(.number), "`value` degrees in radians."),
        .anywhere("sin", .mathematics, [.number("value")], .type(.number), "Sine of `value` radians."),
        .anywhere("tan", .mathematics, [.number("value")], .type(.number), "Tangent of `value` radians."),
    ]

    static let text: [ExpressionFunction] = [
        .anywhere(
            "concat", .text, [.several("value")], .type(.string),
            "The values joined to one text; null if one of them is null."),
        .anywhere(
            "contains", .text, [.string("string"), .string("search_string")], .type(.yesNo),
            "Whether `string` contains `search_string`; capitals matter."),
        .anywhere("length", .text, [.string("string")], .type(.number), "How many characters `string` has."),
        .anywhere("lower", .text, [.string("string")], .type(.string), "`string` in small letters."),
        .anywhere(
            "position", .text, [.string("string"), .string("search_string")], .type(.number),
            "Where `search_string` begins in `string`, the first character being 1; 0 if it isn't there."),
        .anywhere(
            "replace", .text, [.string("string"), .string("old_string"), .string("new_string")], .type(.string),
            "`string` with `new_string` in place of every `old_string`."),
        .anywhere(
            "starts_with", .text, [.string("string"), .string("search_string")], .type(.yesNo),
            "Whether `string` begins with `search_string`; capitals matter.", documented: false),
        .anywhere(
            "substring", .text, [.string("string"), .number("start_position"), .number("length")], .type(.string),
            "`length` characters of `string` from `start_position` on, the first character being 1."),
        .anywhere(
            "trim", .text, [.string("string")], .type(.string), "`string` without blanks at both ends.",
            documented: false),
        .anywhere("upper", .text, [.string("string")], .type(.string), "`string` in capitals."),
        .calculation(
            "split", .text, [.string("string"), .string("delimiter")], .type(.list(.string)),
            "The parts of `string` between the `delimiter`s, as a list."),
        .anywhere(
            "to_number", .text, [.string("string")], .type(.number),
            "The number that `string` writes, or null if it writes none."),
        .anywhere(
            "to_string", .text, [.scalar("value")], .type(.string), "`value` as text; empty text if it is null."),
    ]

    static let logic: [ExpressionFunction] = [
        .anywhere(
            "coalesce", .logic, [.several("value", .values)], .common, "The first of the values that isn't null."),
        .anywhere("is_null", .logic, [.values("value")], .type(.yesNo), "Whether `value` is null."),
    ]

    static let filters: [ExpressionFunction] = [
        ExpressionFunction(
            name: "matches_filter", group: .filters,
            parameters: [
                .scalar("field"),
                ExpressionFunction.Parameter(name: "filter_expression", accepts: .literal, repeats: false),
            ],
            result: .type(.yesNo), uses: [.customFilter, .customDimension, .customMeasure],
            summary: "Whether `field` matches a filter expression such as \"last 7 days\".", isDocumentedByLooker: true),
        .anywhere(
            "in_query", .filters, [ExpressionFunction.Parameter(name: "field", accepts: .field, repeats: false)],
            .type(.yesNo), "Whether the query asks for `field`.", documented: false, isPure: false),
    ]
}
