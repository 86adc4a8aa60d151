-- Sessions that were deleted: their names have new rows, and what is left of the old ones is removed little by little.
create table deleted_sessions (
    session bigint primary key
);
