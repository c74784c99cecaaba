extension OperationTable {
    /// Signing in and out, and the caller's own account.
    static let session = """
        POST /login login nobody
            ? client_id client_secret
            < object
            > AccessToken
        POST /login/{user_id} login_user sudo
            > AccessToken
        DELETE /logout logout anybody
            > str
        GET /session session anybody
            > ApiSession
        PATCH /session update_session anybody
            < ApiSession
            > ApiSession
        GET /versions versions nobody
            ? fields
            > ApiVersion
        GET /user me anybody
            ? fields
            > User
        """
}
