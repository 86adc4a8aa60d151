-- Sessions that were deleted: their names have new rows, and what is left of the old ones is removed little by little.
CREATE TABLE deleted_sessions (
    session INTEGER PRIMARY KEY
);
