internal import SQL

/// Numbers of people as one parameter of a statement.
enum PeopleList {
    static func has(_ column: String) -> String { "\(column) IN (SELECT unnest(CAST(? AS INTEGER[])))" }

    static func value(_ numbers: [Int64]) -> SQLValue {
        .text("[" + numbers.map(String.init).joined(separator: ",") + "]")
    }
}
