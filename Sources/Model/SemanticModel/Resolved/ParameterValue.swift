/// The one literal value that a parameter gets through the language of filters.
package enum ParameterText {
    /// Without the carets and quotes that filters need around what would mean something else.
    package static func unescaped(_ expression: String) -> String {
        // Text is never unreadable, and no clock plays a part in it.
        guard case .string(let filter) = StringFilterParser.parse(expression), filter.excluding.isEmpty,
            filter.including.count == 1, case .equals(let value)? = filter.including.first
        else { return expression }
        return value
    }
}

extension Field {
    /// The value of a parameter: the one that was chosen, the default, or else the first that may be chosen.
    ///
    /// - Parameter chosen: A filter's text; `nil` and an empty one choose nothing.
    package func parameterValue(chosen: String?) -> String {
        let details = details
        guard let chosen, !chosen.isEmpty else {
            return details.defaultValue ?? details.allowedValues.first?.value ?? ""
        }
        return ParameterText.unescaped(chosen)
    }

    /// What people call the value of a parameter.
    package func parameterLabel(chosen: String?) -> String {
        let value = parameterValue(chosen: chosen)
        return details.allowedValues.first { $0.value == value }?.label ?? value
    }

    /// `_parameter_value` outside of SQL: as SQL would have it, so that templates compare it with the same literals
    /// everywhere.
    package func parameterLiteral(chosen: String?) -> String {
        let value = parameterValue(chosen: chosen)
        switch type {
        case "unquoted", "number", "date", "date_time": return value
        case "yesno": return ["yes", "true"].contains(value.lowercased()) ? "TRUE" : "FALSE"
        default: return "'" + value.replacing("'", with: "''") + "'"
        }
    }
}
