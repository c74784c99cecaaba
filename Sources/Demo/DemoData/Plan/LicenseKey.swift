/// Writes licence keys in the product's format, version 3. The signature is not one: nobody here can check it.
enum LicenseKey {
    static func text(
        tags: [String], seats: Int, createdDay: Int, expiresDay: Int, subscriptionID: String?, opportunityID: String?,
        random: inout Random
    ) -> String {
        var info = TextBuffer(capacity: 320)
        info.object { info in
            info.member("v", 3)
            info.key("n")
            info.text("[")
            for _ in 0..<8 {
                info.separate()
                info.number(random.below(256))
            }
            info.text("]")
            info.texts("t", tags)
            info.member("u", seats)
            info.member("c", CivilDate.midnight(createdDay))
            info.member("e", CivilDate.midnight(expiresDay))
            if let subscriptionID { info.member("sf_sub_id", subscriptionID) }
            if let opportunityID { info.member("sf_opp_id", opportunityID) }
        }
        var signature: [UInt8] = []
        for _ in 0..<12 { signature.append(UInt8(truncatingIfNeeded: random.next())) }
        var key = TextBuffer(capacity: 512)
        key.object { key in
            key.object("sig") { key in
                key.member("Format", "ssh-rsa")
                key.member("Blob", Base64.standard(signature))
                key.key("Rest")
                key.text("null")
            }
            key.member("info", Base64.standard(info.bytes))
        }
        return Base64.url(key.bytes)
    }
}
