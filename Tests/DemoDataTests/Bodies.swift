import Foundation

@testable import DemoData

/// A small company over ten weeks that end on 2024-03-20; 2024 is a leap year.
let smallCompany = DemoCompany(settings: DemoSettings(seed: 7, endDay: 19_802, days: 60, accounts: 60, scale: 0.3))

/// The value of a body, parsed by Foundation rather than by anything of ours.
func json(_ bytes: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
}

/// The one element of an activity array of a ping, or nil if the array is empty.
func period(_ name: String, of ping: [String: Any]) -> (start: String, users: Int)? {
    let activity = ping["act"] as? [String: Any]
    guard let first = (activity?[name] as? [[String: Any]])?.first, let start = first["StartTime"] as? String,
        let users = first["UserCount"] as? Int
    else { return nil }
    return (start, users)
}
