package import Warehouse

/// Why no project was generated.
package enum GeneratorError: Error, Sendable, Equatable {
    /// There is nothing to make views of: what was looked for, and what to do.
    case noTables(String)
    /// The warehouse can't answer, or the task was cancelled. A statement that fails or takes too long ends nothing.
    case warehouse(WarehouseError)
    /// The generated text is no LookML: a defect of the generator.
    case internalError(String)
}

extension GeneratorError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noTables(let message), .internalError(let message): message
        case .warehouse(let error): error.description
        }
    }
}
